import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../environment.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import { allPermissions, type Permission } from '../permissions/index.ts';
import { callCollection } from './call-record.ts';

/** Calls that the API answered, and from how many addresses they came. */
export type Use = { calls: number; addresses: number };

export type RecentUse = {
  since: Date;
  until: Date;
  /** Of the permissions that were asked about. */
  use: Use;
  /** By the generation of the key that was sent: during an overlap, who still uses the old one. */
  byGeneration: { generation: number; use: Use; newestAddresses: string[] }[];
};

const hoursBack = 24;
const hourMs = 60 * 60 * 1000;
const mostAddresses = 5;

type Group = { needed?: Permission; generation: number; address: string; calls: number; last: Date };

/**
 * What one key did in one environment during the last 24 hours: calls that the API answered, and that would have been
 * refused without the key. The log shows the same rows.
 * @param needing only what would have been refused without these permissions; else all
 * @throws DomainError `not_found`
 */
export async function readRecentUse(
  actor: Actor,
  {
    keyId,
    environment,
    needing = allPermissions,
  }: { keyId: string; environment: Environment; needing?: readonly Permission[] },
  until = new Date(),
): Promise<RecentUse> {
  await requireCallsOfKey(actor, keyId);
  const since = new Date(until.getTime() - hoursBack * hourMs);
  const those = {
    ...{ keyId: String(keyId), environment, outcome: 'ok' },
    at: { $gte: since, $lt: until },
  };
  const by = { needed: '$needed', generation: '$keyGeneration', address: '$address' };
  const groups = await callCollection()
    .aggregate<Group>([
      { $match: those },
      { $group: { _id: by, calls: { $sum: 1 }, last: { $max: '$at' } } },
      { $replaceWith: { $mergeObjects: ['$_id', { calls: '$calls', last: '$last' }] } },
    ])
    .toArray();
  const generations = [...Map.groupBy(groups, ({ generation }) => generation)].sort(([a], [b]) => b - a);
  return {
    since,
    until,
    use: useOf(groups.filter(({ needed }) => needed !== undefined && needing.includes(needed))),
    byGeneration: generations.map(([generation, some]) => ({
      generation,
      use: useOf(some),
      newestAddresses: newestAddresses(some),
    })),
  };
}

function useOf(groups: readonly Group[]): Use {
  return {
    calls: groups.reduce((sum, { calls }) => sum + calls, 0),
    addresses: new Set(groups.map(({ address }) => address)).size,
  };
}

function newestAddresses(groups: readonly Group[]): string[] {
  const newestFirst = groups.toSorted((one, other) => other.last.getTime() - one.last.getTime());
  return [...new Set(newestFirst.map(({ address }) => address))].slice(0, mostAddresses);
}
