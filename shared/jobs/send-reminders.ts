import { z } from 'zod';
import { remindOfInvitations, remindOfOldKeys } from '../notifications/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Reminds of what ends within 24 hours: invitations and old keys. */
export const sendReminders: Job<typeof payload> = {
  name: 'send-reminders',
  payload,
  every: '5 minutes',
  run: async () => ({ invitations: await remindOfInvitations(), oldKeys: await remindOfOldKeys() }),
};
