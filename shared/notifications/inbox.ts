import { acceptedKeyIds } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { listEndpointsById } from '../endpoints/index.ts';
import { notFound } from '../errors.ts';
import { Notification, type NotificationDocument } from '../notifying/index.ts';
import { inWords, type NotificationView } from './in-words.ts';

const mostAtOnce = 100;

/** What the actor was told, newest first. What a person may not see any more is not in it. */
export async function listNotifications(
  actor: Actor,
  { limit, before }: { limit: number; before?: string },
): Promise<NotificationView[]> {
  const mine = await inboxOf(actor);
  if (mine === undefined) return [];
  const older = before === undefined ? {} : { _id: { $lt: String(before) } };
  const rows = await Notification.find({ ...mine, ...older })
    .sort({ _id: -1 })
    .limit(Math.min(Math.max(1, Math.trunc(limit)), mostAtOnce))
    .lean<NotificationDocument[]>();
  const endpoints = await listEndpointsById(rows.map(({ endpointId }) => endpointId));
  return rows.map(row => inWords(row, endpoints)).filter(view => view !== undefined);
}

/** How many the actor has not read yet; counted no further than 100. */
export async function countUnread(actor: Actor): Promise<number> {
  const mine = await inboxOf(actor);
  if (mine === undefined) return 0;
  return await Notification.countDocuments({ ...mine, unread: true }).limit(mostAtOnce);
}

/** Marks one as read, or all that are there now. Harmless when it is read already, or somebody else's. */
export async function markRead(actor: Actor, which: { id: string } | 'all'): Promise<void> {
  const mine = await inboxOf(actor);
  if (mine === undefined) return;
  const one = which === 'all' ? {} : { _id: String(which.id) };
  await Notification.updateMany({ ...mine, unread: true, ...one }, { $unset: { unread: '' } });
}

/** Reads one: marks it as read, and says where its row is. @throws DomainError `not_found` */
export async function openNotification(actor: Actor, id: string): Promise<{ path: string }> {
  const mine = await inboxOf(actor);
  const row =
    mine === undefined
      ? null
      : await Notification.findOneAndUpdate(
          { ...mine, _id: String(id) },
          { $unset: { unread: '' } },
        ).lean<NotificationDocument>();
  const view = row === null ? undefined : inWords(row, await listEndpointsById([row.endpointId]));
  if (view === undefined) throw notFound('notification');
  return { path: view.path };
}

async function inboxOf(actor: Actor) {
  if (actor.kind !== 'account') return undefined;
  const keyId = { $in: await acceptedKeyIds(actor.accountId) };
  const visible = [{ audience: 'owner' as const }, { audience: 'collaborator' as const, keyId }];
  return { accountId: actor.accountId, inPortal: true as const, $or: visible };
}
