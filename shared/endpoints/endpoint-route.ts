import type { Environment } from '../environment.ts';
import type { VersionedSecret } from '../process/index.ts';
import { type Deployment, Endpoint, type EndpointDocument } from './endpoint.ts';
import { isDeployed } from './endpoint-view.ts';
import { openHeaders } from './make-upstream.ts';

/** Where a gateway sends the calls of one environment. Header values are secrets of the owner's system. */
export type Route = {
  url: string;
  headers: readonly (readonly [string, string])[];
  documentRevision: number;
};

/** An endpoint as a gateway needs it. An environment that is missing is not deployed. */
export type EndpointRoute = {
  id: string;
  slug: string;
  version: number;
  allowedOrigins: '*' | readonly string[];
  sandbox?: Route;
  production?: Route;
};

/** The routes of these endpoints, or of all. One that cannot be opened is left out and told to `onFault`. */
export async function loadEndpointRoutes(
  means: { upstreamMaster: VersionedSecret; onFault?: (endpointId: string, error: unknown) => void },
  ids?: readonly string[],
): Promise<EndpointRoute[]> {
  const endpoints = await Endpoint.find(ids === undefined ? {} : { _id: { $in: [...ids] } })
    .read('primary')
    .readConcern('majority')
    .lean<EndpointDocument[]>();
  return endpoints.flatMap(endpoint => {
    try {
      return [toEndpointRoute(endpoint, means.upstreamMaster)];
    } catch (error) {
      means.onFault?.(endpoint._id, error);
      return [];
    }
  });
}

function toEndpointRoute(endpoint: EndpointDocument, upstreamMaster: VersionedSecret): EndpointRoute {
  const routeOf = (environment: Environment, deployment: Deployment) =>
    isDeployed(deployment)
      ? {
          [environment]: {
            url: deployment.upstream.url,
            headers: openHeaders(upstreamMaster, deployment.upstream.headers, {
              endpointId: endpoint._id,
              environment,
            }),
            documentRevision: deployment.documentRevision,
          },
        }
      : {};
  return {
    id: endpoint._id,
    slug: endpoint.slug,
    version: endpoint.version,
    allowedOrigins: endpoint.allowedOrigins ?? '*',
    ...routeOf('sandbox', endpoint.sandbox),
    ...routeOf('production', endpoint.production),
  };
}
