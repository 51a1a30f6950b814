import { hasAccess } from '../access/index.ts';
import { actorOf } from '../accounts/index.ts';
import { listEndpointsById } from '../endpoints/index.ts';
import { findLivingKeyName } from '../keys/index.ts';
import { Notification, type NotificationDocument } from '../notifying/index.ts';
import { inWords, type NotificationView } from './in-words.ts';

/**
 * What the mail of a notification says. @returns undefined when there is nothing to say any more: it is gone, the key is
 * deleted, or the person has lost access to it since
 */
export async function notificationMailFacts(id: string): Promise<NotificationView | undefined> {
  const row = await Notification.findById(String(id)).lean<NotificationDocument>();
  if (row === null || (await findLivingKeyName(row.keyId)) === undefined) return undefined;
  const person = actorOf({ id: row.accountId, email: row.address }, 'portal');
  if (row.audience === 'collaborator' && !(await hasAccess(person, row.keyId))) return undefined;
  return inWords(row, await listEndpointsById([row.endpointId]));
}
