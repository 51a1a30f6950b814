import type { AuditDocument } from '../audit/index.ts';
import type { ClientSession } from '../database/index.ts';
import { kindNames, kindOf } from './kinds.ts';
import { collaboratorsToTell, inviterOf } from './recipients.ts';
import { tell } from './tell.ts';

/**
 * Tells whom a change concerns, in its own transaction: every kind that names the change's action in the table. Who made
 * the change is not told of it. Called where audit events are written, so that no change can forget it.
 */
export async function tellOfChange(event: AuditDocument, session: ClientSession): Promise<void> {
  const { keyId, keyName = '', endpointId, environment } = event;
  if (keyId === undefined) return;
  for (const kind of kindNames) {
    const { changes, audience } = kindOf(kind);
    if (changes === undefined || !changes.actions.includes(event.action)) continue;
    if (changes.when !== undefined && !changes.when(event)) continue;
    const people =
      audience === 'collaborator'
        ? await collaboratorsToTell(kind, keyId, session)
        : await inviterOf(keyId, String(event.after?.address ?? ''), session);
    const others = people.filter(({ accountId }) => accountId !== event.actor.accountId);
    const about = { endpointId, keyId, keyName, ...(environment !== undefined && { environment }) };
    await tell(
      { kind, cause: event._id, ...about, who: event.actor.name, facts: factsOf(event) },
      others,
      session,
    );
  }
}

/** What the words need of a change. */
function factsOf({ action, actor, before, after }: AuditDocument) {
  if (action === 'key.cut_off') return { active: false };
  return {
    ...after,
    ...(before?.permissions !== undefined && { before: before.permissions }),
    ...(actor.surface === 'job' && { bySelf: true }),
  };
}
