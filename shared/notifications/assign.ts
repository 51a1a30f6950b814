import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { inTransaction } from '../database/index.ts';
import { DomainError, notFound } from '../errors.ts';
import { requireManagedKey } from '../keys/index.ts';
import {
  assignableKinds,
  effectiveRule,
  type KindName,
  kindOf,
  NotificationRule,
  type RuleDocument,
  ruleId,
} from '../notifying/index.ts';

/** One collaborator of a key, and the kinds that an owner chose for this person. */
export type Assignment = {
  accountId: string;
  address: string;
  kinds: { kind: KindName; label: string; hint: string; assigned: boolean }[];
};

/** The collaborators of a key with what is assigned to them, by address. @throws DomainError `not_found` */
export async function listAssignments(actor: Actor, keyId: string): Promise<Assignment[]> {
  const key = await requireManagedKey(actor, keyId);
  const [people, rules] = await Promise.all([
    Invitation.find({ keyId: key.id, status: 'accepted' }).sort({ address: 1 }).lean<InvitationDocument[]>(),
    NotificationRule.find({ keyId: key.id }).lean<RuleDocument[]>(),
  ]);
  const chosen = new Map(rules.map(rule => [rule._id, rule]));
  return people.flatMap(({ accountId, address }) => {
    if (accountId === undefined) return [];
    const kinds = assignableKinds.map(kind => {
      const { label, hint } = kindOf(kind);
      const { assigned } = effectiveRule(kind, chosen.get(ruleId({ keyId: key.id, accountId, kind })));
      return { kind, label, hint, assigned };
    });
    return [{ accountId, address, kinds }];
  });
}

/**
 * Assigns exactly these kinds to one collaborator; what this person configured of them is kept.
 * @throws DomainError `not_found`, `invalid`
 */
export async function saveAssignments(
  actor: Actor,
  form: { keyId: string; accountId: string; kinds: readonly string[] },
): Promise<{ address: string; assigned: number }> {
  const wanted = assignableKinds.filter(kind => form.kinds.includes(kind));
  if (wanted.length !== new Set(form.kinds).size)
    throw new DomainError('invalid', 'Choose among the kinds that are offered.', { field: 'kinds' });
  return await inTransaction(async session => {
    const { id: keyId, name: keyName, endpointId } = await requireManagedKey(actor, form.keyId, session);
    const accountId = String(form.accountId);
    const person = await Invitation.findOne({ keyId, accountId, status: 'accepted' })
      .session(session)
      .lean<InvitationDocument>();
    if (person === null) throw notFound('collaborator');
    const { address } = person;
    const rules = await NotificationRule.find({ keyId, accountId }).session(session).lean<RuleDocument[]>();
    const assignedBefore = assignableKinds.filter(
      kind =>
        effectiveRule(
          kind,
          rules.find(rule => rule.kind === kind),
        ).assigned,
    );
    for (const kind of assignableKinds) {
      const assigned = wanted.includes(kind);
      if (assigned === assignedBefore.includes(kind)) continue;
      const of = { keyId, accountId, kind };
      // Alerts look at what came after it was assigned only.
      const set = { ...of, assigned, ...(assigned && { assignedAt: new Date() }) };
      await NotificationRule.updateOne({ _id: ruleId(of) }, { $set: set }, { upsert: true, session });
    }
    const about = {
      ...{ endpointId, keyId, keyName },
      before: { address, kinds: assignedBefore },
      after: { address, kinds: wanted },
    };
    await recordAudit(actor, { action: 'notifications.assigned', ...about }, session);
    return { address, assigned: wanted.length };
  });
}
