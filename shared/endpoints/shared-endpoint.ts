import { Endpoint, type EndpointDocument } from './endpoint.ts';
import { isBehind, isDeployed } from './endpoint-view.ts';

/** What a collaborator may know of an endpoint: neither its upstreams nor its settings. */
export type SharedEndpoint = {
  id: string;
  slug: string;
  name: string;
  description: string;
  sandbox: { deployed: boolean; documentRevision?: number };
  /** `behind`: the sandbox has a document that production does not. */
  production: { deployed: boolean; behind: boolean };
};

/** For rooms that have authorized the actor on a key of these endpoints already. */
export async function listEndpointsById(ids: readonly string[]): Promise<Map<string, SharedEndpoint>> {
  const endpoints = await Endpoint.find({ _id: { $in: [...ids] }, deleted: { $exists: false } }).lean<
    EndpointDocument[]
  >();
  return new Map(
    endpoints.map(({ _id, slug, name, description, sandbox, production }) => [
      _id,
      {
        id: _id,
        slug,
        name,
        description,
        sandbox: {
          deployed: isDeployed(sandbox),
          ...(sandbox.documentRevision !== undefined && { documentRevision: sandbox.documentRevision }),
        },
        production: { deployed: isDeployed(production), behind: isBehind(sandbox, production) },
      },
    ]),
  );
}
