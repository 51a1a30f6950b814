import { z } from 'zod';
import { applyRetention } from '../calls/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Rows that are stored follow an endpoint's new retention. */
export const applyRetentions: Job<typeof payload> = {
  name: 'apply-retention',
  payload,
  every: '1 minute',
  async run(_, { now }) {
    return await applyRetention(now);
  },
};
