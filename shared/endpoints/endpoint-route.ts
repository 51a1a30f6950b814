import type { Environment } from '../environment.ts';
import type { MemberLink } from '../fence/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import type { Deployment, EndpointDocument } from './endpoint.ts';
import { openHeaders } from './make-upstream.ts';

/** Where a gateway sends the calls of one environment. Header values are secrets of the owner's system. */
export type UpstreamRoute = {
  url: string;
  headers: readonly (readonly [string, string])[];
  documentRevision: number;
  /** Only what the document allows is forwarded. */
  strict?: true;
};

/** The gateway answers by itself, from the document. */
export type MockRoute = { mock: true; documentRevision: number };

export type Route = UpstreamRoute | MockRoute;

/** An endpoint as a gateway needs it. An environment that is missing is not deployed. */
export type EndpointRoute = {
  id: string;
  slug: string;
  version: number;
  allowedOrigins: '*' | readonly string[];
  /** It was read and could not be understood: its calls are refused with 503 until it can. */
  refusing?: true;
  sandbox?: Route;
  production?: Route;
};

/** The routes of these endpoints, or of all. One that cannot be opened refuses its calls, and is told to `onFault`. */
export async function* loadEndpointRoutes(
  { db, session }: MemberLink,
  means: { upstreamMaster: VersionedSecret; onFault(endpointId: string, error: unknown): void },
  ids?: readonly string[],
): AsyncGenerator<EndpointRoute> {
  const wanted = ids === undefined ? {} : { _id: { $in: [...ids] } };
  const endpoints = db.collection<EndpointDocument>('endpoints').find(wanted, {
    session,
    readConcern: { level: 'majority' },
    readPreference: 'primary',
  });
  for await (const endpoint of endpoints) {
    try {
      yield toEndpointRoute(endpoint, means.upstreamMaster);
    } catch (error) {
      means.onFault(endpoint._id, error);
      const { _id: id, slug, version } = endpoint;
      yield { id, slug, version, allowedOrigins: '*', refusing: true };
    }
  }
}

function toEndpointRoute(endpoint: EndpointDocument, upstreamMaster: VersionedSecret): EndpointRoute {
  const routeOf = (environment: Environment, deployment: Deployment) => {
    const route = toRoute(deployment, { endpointId: endpoint._id, environment }, upstreamMaster);
    return route === undefined ? {} : { [environment]: route };
  };
  return {
    id: endpoint._id,
    slug: endpoint.slug,
    version: endpoint.version,
    allowedOrigins: endpoint.allowedOrigins ?? '*',
    ...routeOf('sandbox', endpoint.sandbox),
    ...routeOf('production', endpoint.production),
  };
}

function toRoute(
  { upstream, documentRevision, mock, strict }: Deployment,
  place: { endpointId: string; environment: Environment },
  upstreamMaster: VersionedSecret,
): Route | undefined {
  if (documentRevision === undefined) return undefined;
  if (mock === true) return { mock, documentRevision };
  if (upstream === undefined) return undefined;
  const headers = openHeaders(upstreamMaster, upstream.headers, place);
  return { url: upstream.url, headers, documentRevision, ...(strict === true && { strict }) };
}
