import type { Actor } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';

/**
 * Deploys what the sandbox has to production: its document revision, with production's own upstream.
 * @param also what is decided with it, in the same transaction
 * @throws DomainError `not_found`, `conflict`, `invalid` when production has no upstream yet
 */
export async function deployEndpoint(
  actor: Actor,
  form: { endpointId: string; expectedVersion: number },
  also?: (session: ClientSession) => Promise<void>,
): Promise<Fenced<EndpointView>> {
  return await changeEndpoint(actor, form, async (endpoint, session) => {
    const revision = endpoint.sandbox.documentRevision;
    if (endpoint.production.upstream === undefined) {
      throw new DomainError('invalid', 'Production has no upstream address yet. Save one, then deploy.', {
        field: 'upstream',
      });
    }
    if (revision === undefined) {
      throw new DomainError('invalid', 'The sandbox has no document yet. Save one, then deploy.', {
        field: 'document',
      });
    }
    await also?.(session);
    return {
      action: 'endpoint.deployed',
      environment: 'production',
      set: {
        'production.documentRevision': revision,
        'production.deployedAt': new Date(),
        'production.deployedBy': actor.kind === 'account' ? actor.accountId : actor.job,
      },
      before: { revision: endpoint.production.documentRevision ?? null },
      after: { revision },
    };
  });
}
