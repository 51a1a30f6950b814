import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import type { CallSubject } from './call-query.ts';
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

/** What the API itself answered with 4xx is its own affair; everything else that went wrong is here. */
const failed = { $or: [{ fault: { $exists: true } }, { failedClass: 5 as const }] };

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
  return await callCollection()
    .aggregate<FailureGroup>([
      { $match: { ...whose, ...place, at: { $gte: from, $lt: to }, source: 'app', ...failed } },
      { $sort: { at: -1, _id: -1 } },
      {
        $group: {
          _id: { keyId: '$keyId', environment: '$environment', outcome: '$outcome', status: '$status' },
          calls: { $sum: 1 },
          last: {
            $first: { id: '$_id', at: '$at', method: '$method', path: '$path', address: '$address' },
          },
        },
      },
      { $sort: { calls: -1, 'last.at': -1 } },
      { $limit: mostGroups },
      { $replaceWith: { $mergeObjects: ['$_id', { calls: '$calls', last: '$last' }] } },
    ])
    .toArray();
}

/** For jobs: whether anything went wrong at all. */
export async function hasFailures(endpointId: string, { from, to }: Range): Promise<boolean> {
  const those = { endpointId, at: { $gte: from, $lt: to }, source: 'app' as const, ...failed };
  return (await callCollection().findOne(those, { projection: { _id: 1 } })) !== null;
}
