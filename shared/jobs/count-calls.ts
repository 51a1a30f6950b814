import { z } from 'zod';
import { countDirtyHours } from '../statistics/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Counts the hours in which calls came in. Several may run at once: of each hour the newest count stays. */
export const countCalls: Job<typeof payload> = {
  name: 'count-calls',
  payload,
  every: '5 seconds',
  async run(_, { now }) {
    const { counted } = await countDirtyHours(now);
    return { counted };
  },
};
