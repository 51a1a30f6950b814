import type { Surface } from '../accounts/index.ts';
import { database } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { type Receipt, readReceipts } from '../fence/index.ts';
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

/** What was done on an endpoint, newest first; for rooms that have authorized the actor on it already. */
export async function readAuditEvents(filter: {
  endpointId: string;
  keyId?: string;
  limit: number;
}): Promise<AuditEventView[]> {
  const { limit, ...subject } = filter;
  const events = await AuditEvent.find(subject)
    .sort({ _id: -1 })
    .limit(Math.min(Math.max(1, Math.trunc(limit)), 100))
    .lean<AuditDocument[]>();
  const receipts = await readReceipts(
    database(),
    events.map(({ _id }) => _id),
  );
  return events.map(({ _id, at, actor, action, environment, keyName, before, after }) => ({
    id: _id,
    at,
    who: actor.name,
    surface: actor.surface,
    action,
    ...(environment !== undefined && { environment }),
    ...(keyName !== undefined && { keyName }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...withReceipt(receipts.get(_id)),
  }));
}

const withReceipt = (receipt: Receipt | undefined) => (receipt === undefined ? {} : { receipt });

/** For rooms that authorize the actor by the endpoint that it names. */
export async function findAuditEvent(id: string): Promise<{ endpointId: string } | undefined> {
  const event = await AuditEvent.findById(String(id)).lean<AuditDocument>();
  return event === null ? undefined : { endpointId: event.endpointId };
}
