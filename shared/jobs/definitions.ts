import { cleanUpSessions } from './clean-up-sessions.ts';
import type { Job } from './job.ts';

/** Every job of the worker. */
export const jobs: readonly Job[] = [cleanUpSessions];
