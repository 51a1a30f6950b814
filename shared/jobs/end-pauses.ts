import { z } from 'zod';
import { endDuePauses } from '../keys/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Switches keys on again when their pause is over. */
export const endPauses: Job<typeof payload> = {
  name: 'end-pauses',
  payload,
  every: '5 seconds',
  run: async () => ({ ended: await endDuePauses() }),
};
