import type { Actor } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import type { CallFilter } from './call-filter.ts';
import { type CallSubject, conditionsOf, indexOf, planOf } from './call-query.ts';
import { type CallDocument, type CallRecord, callCollection } from './call-record.ts';
import { type SearchStep, searchBack } from './search-back.ts';

export type CallView = CallRecord;

export type CallPage = {
  /** The newest first. */
  calls: CallView[];
  /** Where the next page begins; missing when there are no more. */
  next?: string;
  /** Not everything was looked through in the time there is: older calls may match too, and `next` goes on there. */
  searchedBackTo?: Date;
};

const mostRows = 1_000;
/** How long one question may take. Milliseconds. */
const patienceMs = 1_000;

/**
 * Calls of one key (for its owner and its collaborators), or of a whole endpoint (for its owner), newest first.
 * @throws DomainError `not_found`; `invalid` for a cursor that is none
 */
export async function findCalls(
  actor: Actor,
  query: { subject: CallSubject; filter: CallFilter; limit: number; cursor?: string },
): Promise<CallPage> {
  const subject = await requireCalls(actor, query.subject);
  const limit = Math.min(Math.max(1, Math.trunc(query.limit)), mostRows);
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const { index, isExact } = planOf(subject, query.filter);
  const find = ({ from, before, atMost, withinMs }: SearchStep<CallCursor>) =>
    callCollection()
      .find({ $and: [{ ...subject, ...conditionsOf(query.filter) }, after(before), ...since(from)] })
      .hint(index)
      .sort(index === '_id_' ? { _id: -1 } : { at: -1, _id: -1 })
      .limit(atMost)
      .maxTimeMS(withinMs)
      .toArray();
  const found = isExact
    ? { rows: await find({ before: cursor, atMost: limit + 1, withinMs: 30_000 }) }
    : await searchBack(find, {
        ...{ before: cursor, atMost: limit + 1, patienceMs, cursorOf },
        newest: query.filter.to ?? new Date(),
        oldest: async () => query.filter.from ?? (await oldestOf(subject)),
      });
  return pageOf(found, limit);
}

/** Whose rows are asked for, once it is known that the actor may see them. @throws DomainError `not_found` */
export async function requireCalls(actor: Actor, subject: CallSubject): Promise<CallSubject> {
  if ('keyId' in subject) {
    await requireCallsOfKey(actor, subject.keyId);
    return { keyId: String(subject.keyId) };
  }
  return { endpointId: (await requireOwnedEndpoint(actor, subject.endpointId)).id };
}

/** The call that comes before all others of a page, or the moment from which on everything was looked through. */
export type CallCursor = { at: Date; id?: string };

function after(before: CallCursor | undefined) {
  if (before === undefined) return {};
  const { at, id } = before;
  if (id === undefined) return { at: { $lt: at } };
  return { at: { $lte: at }, $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] };
}

const since = (from: Date | undefined) => (from === undefined ? [] : [{ at: { $gte: from } }]);
const cursorOf = ({ at, _id }: CallDocument): CallCursor => ({ at, id: _id });

async function oldestOf(subject: CallSubject): Promise<Date | undefined> {
  const [oldest] = await callCollection()
    .find(subject, { projection: { _id: 0, at: 1 } })
    .hint(indexOf(subject, 'time'))
    .sort({ at: 1, _id: 1 })
    .limit(1)
    .toArray();
  return oldest?.at;
}

function pageOf(
  { rows, searchedBackTo }: { rows: CallDocument[]; searchedBackTo?: Date },
  limit: number,
): CallPage {
  const shown = rows.slice(0, limit);
  const calls = shown.map(toCallView);
  const last = shown.at(-1);
  if (rows.length > limit && last !== undefined) return { calls, next: writeCursor(cursorOf(last)) };
  if (searchedBackTo === undefined) return { calls };
  return { calls, searchedBackTo, next: writeCursor({ at: searchedBackTo }) };
}

/** Without what only the store needs. */
export function toCallView({
  _id,
  storedAt: _storedAt,
  expiresAt: _expiresAt,
  late: _late,
  failedClass: _failedClass,
  fault: _fault,
  ...call
}: CallDocument): CallView {
  return { id: _id, ...call };
}

function writeCursor({ at, id = '' }: CallCursor): string {
  return `${at.getTime().toString(36)}.${id}`;
}

function readCursor(text: string): CallCursor {
  const [, time = '', id = ''] = /^([0-9a-z]{1,12})\.([\w-]{0,64})$/.exec(text) ?? [];
  const at = new Date(Number.parseInt(time, 36));
  if (Number.isNaN(at.getTime()))
    throw new DomainError('invalid', 'This page of the log does not exist. Begin at its top.', {
      field: 'cursor',
    });
  return id === '' ? { at } : { at, id };
}
