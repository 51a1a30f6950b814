import type { DeliveryMeans } from '../mail/index.ts';
import { cleanUpSessions } from './clean-up-sessions.ts';
import type { Job } from './job.ts';
import { sendMail } from './send-mail.ts';
import { sweepFence } from './sweep-fence.ts';

/** Every job of the worker. */
export function makeJobs(means: DeliveryMeans): readonly Job[] {
  return [cleanUpSessions, sweepFence, sendMail(means)];
}
