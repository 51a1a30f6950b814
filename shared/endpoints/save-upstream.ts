import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../environment.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { makeUpstream, type UpstreamMeans } from './make-upstream.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

/**
 * Sends the calls of one environment to another address. Without `headers` the stored ones stay.
 * @throws DomainError `not_found`, `conflict`, `invalid`, `upstream_forbidden`
 */
export async function saveUpstream(
  actor: Actor,
  form: {
    endpointId: string;
    environment: Environment;
    url: string;
    headers?: Readonly<Record<string, string>>;
    expectedVersion: number;
  },
  means: UpstreamMeans,
): Promise<Fenced<EndpointView>> {
  const { environment } = form;
  // Who may not change it must not make this machine resolve names either.
  await findOwnedEndpoint(actor, form.endpointId);
  const upstream = await makeUpstream(form, means, 'upstream');
  return await changeEndpoint(actor, form, endpoint => ({
    action: 'endpoint.upstream_saved',
    environment,
    set: {
      [`${environment}.upstream.url`]: upstream.url,
      ...(form.headers !== undefined && { [`${environment}.upstream.headers`]: upstream.headers }),
    },
    before: { upstream: endpoint[environment].upstream?.url ?? null },
    after: { upstream: upstream.url },
  }));
}
