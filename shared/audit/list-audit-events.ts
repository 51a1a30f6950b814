import type { Surface } from '../accounts/index.ts';
import { containing, database } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { type Receipt, readReceipts } from '../fence/index.ts';
import { type ActivityKind, actionsOf } from './activity-kinds.ts';
import { type AuditAction, type AuditDocument, AuditEvent, type AuditFacts } from './audit-event.ts';

export type AuditEventView = {
  id: string;
  at: Date;
  who: string;
  surface: Surface;
  action: AuditAction;
  environment?: Environment;
  keyName?: string;
  before?: AuditFacts;
  after?: AuditFacts;
  /** Where and when a change of authority held; missing while it is pending, and for what changes no authority. */
  receipt?: Receipt;
};

/** What narrows the activity of an endpoint. */
export type ActivityFilter = {
  keyId?: string;
  kind?: ActivityKind;
  /** Any part of the key's name, and of the address of who did it, whatever its case. */
  keyName?: string;
  who?: string;
  surface?: Surface;
  environment?: Environment;
  from?: Date;
  /** The id of an event: only what was before it. */
  before?: string;
};

const mostEvents = 500;

/** What was done on an endpoint, newest first; for rooms that have authorized the actor on it already. */
export async function readAuditEvents({
  endpointId,
  limit,
  ...filter
}: ActivityFilter & { endpointId: string; limit: number }): Promise<AuditEventView[]> {
  const events = await AuditEvent.find({ $and: [{ endpointId }, ...conditionsOf(filter)] })
    .sort({ _id: -1 })
    .limit(Math.min(Math.max(1, Math.trunc(limit)), mostEvents))
    .lean<AuditDocument[]>();
  const receipts = await readReceipts(
    database(),
    events.map(({ _id }) => _id),
  );
  return events.map(event => toView(event, receipts.get(event._id)));
}

function toView(
  { _id, at, actor, action, environment, keyName, before, after }: AuditDocument,
  receipt: Receipt | undefined,
): AuditEventView {
  return {
    id: _id,
    at,
    who: actor.name,
    surface: actor.surface,
    action,
    ...(environment !== undefined && { environment }),
    ...(keyName !== undefined && { keyName }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...withReceipt(receipt),
  };
}

function conditionsOf({ keyId, kind, keyName, who, surface, environment, from, before }: ActivityFilter) {
  return [
    ...(keyId === undefined ? [] : [{ keyId: String(keyId) }]),
    ...(kind === undefined ? [] : [{ action: { $in: actionsOf(kind) } }]),
    ...(keyName === undefined ? [] : [{ keyName: containing(keyName) }]),
    ...(who === undefined ? [] : [{ 'actor.name': containing(who) }]),
    ...(surface === undefined ? [] : [{ 'actor.surface': surface }]),
    ...(environment === undefined ? [] : [{ environment }]),
    ...(from === undefined ? [] : [{ at: { $gte: from } }]),
    ...(before === undefined ? [] : [{ _id: { $lt: String(before) } }]),
  ];
}

const withReceipt = (receipt: Receipt | undefined) => (receipt === undefined ? {} : { receipt });

/** For rooms that authorize the actor by the endpoint that it names. */
export async function findAuditEvent(id: string): Promise<{ endpointId: string } | undefined> {
  const event = await AuditEvent.findById(String(id)).lean<AuditDocument>();
  return event === null ? undefined : { endpointId: event.endpointId };
}

/** One event with what it is about; for rooms that authorize the actor by the endpoint that it names. */
export async function readAuditEvent(
  id: string,
): Promise<(AuditEventView & { endpointId: string; keyId?: string }) | undefined> {
  const event = await AuditEvent.findById(String(id)).lean<AuditDocument>();
  if (event === null) return undefined;
  const receipts = await readReceipts(database(), [event._id]);
  const { endpointId, keyId } = event;
  return { ...toView(event, receipts.get(event._id)), endpointId, ...(keyId !== undefined && { keyId }) };
}
