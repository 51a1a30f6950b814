import { type ClientSession, newId } from '../database/index.ts';
import { Outbox, type OutboxDocument, type OutboxRefs } from './outbox-row.ts';

type Message = { kind: string; to: string; refs: OutboxRefs; once?: string };

/**
 * Queues one mail, in the transaction of the change that causes it: it goes out when that is committed, and never when
 * it is not.
 * @param message.once a name under which the same is queued only once; then nothing happens the second time
 */
export async function queueMail(message: Message, session: ClientSession): Promise<void> {
  await queue('mail', message, session);
}

/** The same for a message in Slack, to `team:channel`. */
export async function queueSlack(message: Message, session: ClientSession): Promise<void> {
  await queue('slack', message, session);
}

async function queue(
  channel: OutboxDocument['channel'],
  { once, ...rest }: Message,
  session: ClientSession,
): Promise<void> {
  if (once !== undefined && (await Outbox.exists({ once }).session(session)) !== null) return;
  const now = new Date();
  const row: OutboxDocument = {
    _id: newId(),
    channel,
    ...rest,
    ...(once !== undefined && { once }),
    state: 'queued',
    attempts: 0,
    dueAt: now,
    createdAt: now,
  };
  await Outbox.create([row], { session });
}

/** How many messages of a kind were queued since then, to an address or by an owner. */
export async function countQueued(
  of: { kind: string; since: Date } & ({ to: string } | { by: string }),
  session?: ClientSession,
): Promise<number> {
  const whose = 'to' in of ? { to: of.to } : { 'refs.by': of.by };
  return await Outbox.countDocuments({ kind: of.kind, ...whose, createdAt: { $gte: of.since } }).session(
    session ?? null,
  );
}
