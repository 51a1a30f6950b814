import { cleanUpSessions } from './clean-up-sessions.ts';
import type { Job } from './job.ts';
import { sweepFence } from './sweep-fence.ts';

/** Every job of the worker. */
export const jobs: readonly Job[] = [cleanUpSessions, sweepFence];
