import { z } from 'zod';
import { deleteExpiredSessions } from '../accounts/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Deletes sessions and sign-in links that have ended. */
export const cleanUpSessions: Job<typeof payload> = {
  name: 'clean-up-sessions',
  payload,
  every: '1 hour',
  async run(_, { now }) {
    return { deleted: await deleteExpiredSessions(now) };
  },
};
