import type { Actor } from '../accounts/index.ts';
import { type AuditAction, type AuditFacts, recordAudit, versionConflict } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
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
 * Changes one endpoint and writes its audit event, both or neither.
 * @throws DomainError `not_found` when it is not the actor's, `conflict` when the form was filled from another version.
 */
export async function changeEndpoint(
  actor: Actor,
  form: { endpointId: string; expectedVersion: number },
  decide: (endpoint: EndpointDocument, session: ClientSession) => Promise<EndpointChange> | EndpointChange,
): Promise<EndpointView> {
  return await inTransaction(async session => {
    const endpoint = await findOwnedEndpoint(actor, form.endpointId, session);
    if (endpoint.version !== form.expectedVersion) {
      throw await versionConflict({ endpointId: endpoint._id }, form.expectedVersion, session);
    }
    const { action, environment, set, before, after } = await decide(endpoint, session);
    const changed = await Endpoint.findOneAndUpdate(
      { _id: endpoint._id, version: endpoint.version },
      { $set: set, $inc: { version: 1 } },
      { returnDocument: 'after', session },
    )
      .lean<EndpointDocument>()
      .orFail();
    const where = environment === undefined ? {} : { environment };
    const event = { action, endpointId: endpoint._id, ...where, before, after, version: changed.version };
    await recordAudit(actor, event, session);
    return toEndpointView(changed);
  });
}
