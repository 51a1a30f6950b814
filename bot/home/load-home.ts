import { type EndpointView, listEndpoints } from '@ck/shared/endpoints';
import { listWaitingRequests, type RequestView } from '@ck/shared/requests';
import { findKeysInTrouble, type KeyInTrouble } from '@ck/shared/statistics';
import type { Asking } from '../means.ts';

export type Home = {
  email: string;
  waiting: number;
  page: number;
  pages: number;
  requests: { request: RequestView; endpoint: EndpointView }[];
  troubles: KeyInTrouble[];
};

const perPage = 5;

/** What an owner has to see first. */
export async function loadHome({ actor, now }: Asking, page: number): Promise<Home> {
  const [endpoints, { requests, ...waiting }, troubles] = await Promise.all([
    listEndpoints(actor),
    listWaitingRequests(actor, { page, size: perPage }),
    findKeysInTrouble(actor, new Date(now())),
  ]);
  const byId = new Map(endpoints.map(endpoint => [endpoint.id, endpoint]));
  return {
    email: actor.kind === 'account' ? actor.email : '',
    ...waiting,
    requests: requests.flatMap(request => {
      const endpoint = byId.get(request.endpointId);
      return endpoint === undefined ? [] : [{ request, endpoint }];
    }),
    troubles,
  };
}
