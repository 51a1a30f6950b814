import type { AuditFacts } from '../audit/index.ts';
import { type ClientSession, newId } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { queueMail } from '../outbox/index.ts';
import { type KindName, kindOf } from './kinds.ts';
import { Notification, type NotificationDocument } from './notification.ts';
import type { Recipient } from './recipients.ts';

/** What happened, once for everybody who is told of it. */
export type Happening = {
  kind: KindName;
  /** Of two happenings with the same kind and cause a person is told once. */
  cause: string;
  endpointId: string;
  keyId: string;
  keyName: string;
  environment?: Environment;
  who?: string;
  facts: AuditFacts;
  test?: true;
};

const keepMs = 90 * 24 * 60 * 60_000;

/**
 * Tells people of something, in the transaction of the change that caused it: inbox and mail are there when that is
 * committed, and never when it is not. @returns how many are told who were not before
 */
export async function tell(
  { kind, cause: name, ...happening }: Happening,
  people: readonly Recipient[],
  session: ClientSession,
): Promise<number> {
  if (people.length === 0) return 0;
  const cause = `${kind}:${name}`;
  const told = await Notification.find({ cause, accountId: { $in: people.map(each => each.accountId) } })
    .session(session)
    .distinct('accountId');
  const fresh = people.filter(({ accountId }) => !told.includes(accountId));
  const at = new Date();
  const rows = fresh.map(
    ({ accountId, address, rule }): NotificationDocument => ({
      _id: newId(),
      accountId,
      address,
      kind,
      audience: kindOf(kind).audience,
      cause,
      ...happening,
      at,
      ...(rule.portal && { inPortal: true, unread: true }),
      forgetAt: new Date(at.getTime() + keepMs),
    }),
  );
  if (rows.length > 0) await Notification.insertMany(rows, { session });
  for (const [index, { address, rule }] of fresh.entries()) {
    const refs = { notificationId: rows[index]?._id ?? '' };
    if (rule.mail) await queueMail({ kind: 'notification', to: address, refs }, session);
  }
  return rows.length;
}
