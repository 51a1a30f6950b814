import type { Actor } from '../accounts/index.ts';
import { type EndpointView, type Environment, environments, listEndpoints } from '../endpoints/index.ts';
import { getKey, type NamedKey } from '../keys/index.ts';
import { readStatistics } from './read-statistics.ts';
import { spanMs } from './spans.ts';

/** A key whose apps' calls go wrong more often than may be. */
export type KeyInTrouble = { named: NamedKey; environment: Environment; calls: number; errors: number };

/** Over this share of errors a key is in trouble, as everywhere it is marked. */
const errorShare = 0.05;
/** Of fewer calls nobody can say. */
const fewestCalls = 10;
const mostEndpoints = 20;
const mostKeys = 8;

/** The keys of the actor's endpoints (the first 20) that went wrong most often in the last 24 hours; at most 8. */
export async function findKeysInTrouble(actor: Actor, now = new Date()): Promise<KeyInTrouble[]> {
  const endpoints = (await listEndpoints(actor)).slice(0, mostEndpoints);
  const places = endpoints.flatMap(endpoint => environments.map(environment => ({ endpoint, environment })));
  const found = await Promise.all(places.map(async place => await inTroubleAt(actor, place, now)));
  const worst = found
    .flat()
    .sort((one, other) => other.errors / other.calls - one.errors / one.calls)
    .slice(0, mostKeys);
  return await Promise.all(
    worst.map(async ({ keyId, endpoint: { id, slug, name }, ...figures }) => ({
      ...figures,
      named: { key: await getKey(actor, keyId), endpoint: { id, slug, name } },
    })),
  );
}

type Place = { endpoint: EndpointView; environment: Environment };

async function inTroubleAt(actor: Actor, { endpoint, environment }: Place, now: Date) {
  const { keys } = await readStatistics(actor, {
    ...{ endpointId: endpoint.id, environment, source: 'app', by: 'hour' },
    ...{ from: new Date(now.getTime() - spanMs.day), to: now },
  });
  return keys
    .filter(({ calls, errors, deleted }) => !deleted && calls >= fewestCalls && errors / calls > errorShare)
    .map(({ keyId, calls, errors }) => ({ keyId, endpoint, environment, calls, errors }));
}
