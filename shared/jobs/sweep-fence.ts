import { z } from 'zod';
import { sweepPendingChanges } from '../fence/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Carries through changes of authority whose process died between commit and receipt. */
export const sweepFence: Job<typeof payload> = {
  name: 'sweep-fence',
  payload,
  every: '5 seconds',
  async run() {
    return { carriedThrough: await sweepPendingChanges() };
  },
};
