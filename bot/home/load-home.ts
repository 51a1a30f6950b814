import { type EndpointView, type Environment, environments, listEndpoints } from '@ck/shared/endpoints';
import { getKey, type NamedKey } from '@ck/shared/keys';
import { listWaitingRequests, type RequestView } from '@ck/shared/requests';
import { readStatistics } from '@ck/shared/statistics';
import type { Asking } from '../means.ts';

/** A key that many calls fail with, or that is off. */
export type Trouble = {
  named: NamedKey;
  environment: Environment;
  calls: number;
  errors: number;
};

export type Home = {
  email: string;
  waiting: number;
  page: number;
  pages: number;
  requests: { request: RequestView; endpoint: EndpointView }[];
  troubles: Trouble[];
};

const perPage = 5;
const mostEndpoints = 20;
const mostTroubles = 8;
const fewestCalls = 10;
const errorShare = 0.05;
const dayMs = 24 * 60 * 60_000;

/** What an owner has to see first. */
export async function loadHome(asking: Asking, page: number): Promise<Home> {
  const { actor, now } = asking;
  const endpoints = await listEndpoints(actor);
  const byId = new Map(endpoints.map(endpoint => [endpoint.id, endpoint]));
  const found = await listWaitingRequests(actor, { page, size: perPage });
  const troubles = await Promise.all(
    endpoints
      .slice(0, mostEndpoints)
      .flatMap(endpoint =>
        environments.map(async environment => await troublesOf(asking, endpoint, environment, now())),
      ),
  );
  return {
    email: actor.kind === 'account' ? actor.email : '',
    ...{ waiting: found.waiting, page: found.page, pages: found.pages },
    requests: found.requests.flatMap(request => {
      const endpoint = byId.get(request.endpointId);
      return endpoint === undefined ? [] : [{ request, endpoint }];
    }),
    troubles: troubles
      .flat()
      .sort((a, b) => b.errors / b.calls - a.errors / a.calls)
      .slice(0, mostTroubles),
  };
}

async function troublesOf(
  { actor }: Asking,
  endpoint: EndpointView,
  environment: Environment,
  now: number,
): Promise<Trouble[]> {
  const range = { from: new Date(now - dayMs), to: new Date(now), by: 'hour' as const };
  const { keys } = await readStatistics(actor, {
    ...{ endpointId: endpoint.id, environment, source: 'app' as const },
    ...range,
  });
  const bad = keys
    .filter(({ calls, errors, deleted }) => !deleted && calls >= fewestCalls && errors / calls > errorShare)
    .slice(0, mostTroubles);
  const { id, slug, name } = endpoint;
  return await Promise.all(
    bad.map(async ({ keyId, calls, errors }) => ({
      named: { key: await getKey(actor, keyId), endpoint: { id, slug, name } },
      ...{ environment, calls, errors },
    })),
  );
}
