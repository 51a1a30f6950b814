import type { Actor } from '../accounts/index.ts';
import { type AuditAction, type AuditFacts, recordAudit, versionConflict } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { type Fenced, fenceChange, writeMarked } from '../fence/index.ts';
import type { EndpointDocument } from './endpoint.ts';
import { type EndpointView, toEndpointView } from './endpoint-view.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

type EndpointChange = {
  action: AuditAction;
  environment?: Environment;
  /** Fields to set, in MongoDB's dotted form. */
  set: Record<string, unknown>;
  before: AuditFacts;
  after: AuditFacts;
};

/**
 * Changes one endpoint and writes its audit event, both or neither, and returns once every gateway obeys it.
 * @throws DomainError `not_found` when it is not the actor's, `conflict` when the form was filled from another version,
 * `unconfirmed` when the database did not confirm in time.
 */
export async function changeEndpoint(
  actor: Actor,
  form: { endpointId: string; expectedVersion: number },
  decide: (endpoint: EndpointDocument, session: ClientSession) => Promise<EndpointChange> | EndpointChange,
): Promise<Fenced<EndpointView>> {
  const ref = { kind: 'endpoint' as const, id: String(form.endpointId) };
  return await fenceChange(ref, change =>
    inTransaction(async session => {
      const endpoint = await findOwnedEndpoint(actor, form.endpointId, session);
      if (endpoint.version !== form.expectedVersion) {
        throw await versionConflict({ endpointId: endpoint._id }, form.expectedVersion, session);
      }
      const { set, ...told } = await decide(endpoint, session);
      const at = { id: endpoint._id, version: endpoint.version, change };
      const changed = await writeMarked<EndpointDocument>('endpoint', at, { set }, session);
      const event = { id: change, endpointId: endpoint._id, ...told, version: changed.version };
      await recordAudit(actor, event, session);
      return toEndpointView(changed);
    }),
  );
}
