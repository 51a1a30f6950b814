import { z } from 'zod';
import { type DeliveryMeans, deliverDue } from '../mail/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Sends the mails that are due. What a worker is sending is claimed in the database, so several may run at once. */
export function sendMail(means: DeliveryMeans): Job<typeof payload> {
  return { name: 'send-mail', payload, every: '5 seconds', run: async () => await deliverDue(means) };
}
