import type { DeliveryMeans } from '../mail/index.ts';
import { applyRetentions } from './apply-retention.ts';
import { cleanUpSessions } from './clean-up-sessions.ts';
import { countCalls } from './count-calls.ts';
import { endOverlaps } from './end-overlaps.ts';
import { endPauses } from './end-pauses.ts';
import { evaluateChannels, evaluateErrors, watchSilence } from './evaluate-alerts.ts';
import type { Job } from './job.ts';
import { sendMail } from './send-mail.ts';
import { sendReminders } from './send-reminders.ts';
import { sweepFence } from './sweep-fence.ts';

/** Every job of the worker. */
export function makeJobs(means: DeliveryMeans): readonly Job[] {
  return [
    cleanUpSessions,
    sweepFence,
    endPauses,
    endOverlaps,
    applyRetentions,
    sendMail(means),
    sendReminders,
    countCalls,
    evaluateErrors,
    evaluateChannels,
    watchSilence,
  ];
}
