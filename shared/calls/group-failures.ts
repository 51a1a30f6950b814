import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { type CallSubject, indexOf } from './call-query.ts';
import { type CallDocument, callCollection } from './call-record.ts';
import { requireCalls } from './find-calls.ts';

/** Calls of one key in one environment that were refused, or failed, alike; with the newest of them. */
export type FailureGroup = {
  keyId: string;
  environment: Environment;
  outcome: string;
  status: number;
  calls: number;
  last: Pick<CallDocument, 'at' | 'method' | 'path' | 'address'> & { id: string };
};

type Range = { from: Date; to: Date };

const mostGroups = 50;

/**
 * What the API itself answered with 4xx is its own affair; everything else that went wrong is in one of these, each with
 * the index that has nothing else.
 */
const failures = [
  { index: 'faults', those: { fault: { $exists: true } } },
  { index: 'class', those: { failedClass: 5, outcome: 'ok' } },
] as const;

/**
 * What went wrong in a range of time, grouped by key, environment and answer; the most frequent first, at most 50.
 * Calls of apps only: what people try in the console is no alarm.
 * @throws DomainError `not_found`
 */
export async function groupFailures(
  actor: Actor,
  { subject, environment, from, to }: Range & { subject: CallSubject; environment?: Environment },
): Promise<FailureGroup[]> {
  const whose = await requireCalls(actor, subject);
  const place = environment === undefined ? {} : { environment };
  const rows = { ...whose, ...place, at: { $gte: from, $lt: to }, source: 'app' as const };
  const found = await Promise.all(
    failures.map(({ index, those }) =>
      callCollection()
        .aggregate<FailureGroup>(
          [{ $match: { ...rows, ...those } }, { $group: group }, { $replaceWith: flat }],
          { hint: indexOf(whose, index) },
        )
        .toArray(),
    ),
  );
  return found.flat().sort(byCalls).slice(0, mostGroups);
}

/** The time comes first in `last`, and the id, so that the greatest is the newest. */
const group = {
  _id: { keyId: '$keyId', environment: '$environment', outcome: '$outcome', status: '$status' },
  calls: { $sum: 1 },
  last: { $max: { at: '$at', id: '$_id', method: '$method', path: '$path', address: '$address' } },
};
const flat = { $mergeObjects: ['$_id', { calls: '$calls', last: '$last' }] };

const byCalls = (one: FailureGroup, other: FailureGroup) =>
  other.calls - one.calls || other.last.at.getTime() - one.last.at.getTime();

/** For jobs: whether anything went wrong at all. */
export async function hasFailures(endpointId: string, { from, to }: Range): Promise<boolean> {
  const rows = { endpointId, at: { $gte: from, $lt: to }, source: 'app' as const };
  for (const { index, those } of failures) {
    const options = { projection: { _id: 1 }, hint: indexOf({ endpointId }, index) };
    if ((await callCollection().findOne({ ...rows, ...those }, options)) !== null) return true;
  }
  return false;
}
