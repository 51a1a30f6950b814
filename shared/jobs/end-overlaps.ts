import { z } from 'zod';
import { endDueOverlaps } from '../keys/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Tidies up after replaced keys whose time is over. */
export const endOverlaps: Job<typeof payload> = {
  name: 'end-overlaps',
  payload,
  every: '1 minute',
  run: async () => ({ ended: await endDueOverlaps() }),
};
