import { hasAccess } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { DomainError, notFound } from '../errors.ts';
import { listSharedKeys } from '../keys/index.ts';
import {
  assignableKinds,
  effectiveRule,
  isKindName,
  type KindName,
  kindOf,
  NotificationRule,
  type Rule,
  type RuleDocument,
  ruleId,
  type Threshold,
} from '../notifying/index.ts';

export type MyRule = Omit<Rule, 'assigned'> & {
  kind: KindName;
  label: string;
  hint: string;
  /** What the number of this kind means and may be. */
  limits?: Threshold;
};

/** A key that is shared with the actor, and what an owner assigned to the actor for it. */
export type MyRules = { keyId: string; keyName: string; endpoint: string; rules: MyRule[] };

export async function listMyRules(actor: Actor): Promise<MyRules[]> {
  if (actor.kind !== 'account') return [];
  const { accountId } = actor;
  const shared = await listSharedKeys(actor);
  const keyId = { $in: shared.map(({ key }) => key.id) };
  const chosen = await NotificationRule.find({ accountId, keyId }).lean<RuleDocument[]>();
  const byId = new Map(chosen.map(rule => [rule._id, rule]));
  return shared.map(({ key, endpoint }) => ({
    keyId: key.id,
    keyName: key.name,
    endpoint: endpoint.name,
    rules: assignableKinds.flatMap(kind => {
      const { assigned, ...rule } = effectiveRule(kind, byId.get(ruleId({ keyId: key.id, accountId, kind })));
      const { label, hint, threshold } = kindOf(kind);
      return assigned
        ? [{ kind, label, hint, ...rule, ...(threshold !== undefined && { limits: threshold }) }]
        : [];
    }),
  }));
}

/**
 * How the actor wants to hear of one kind.
 * @throws DomainError `not_found` unless it is assigned to the actor, `invalid` when the number is out of its range
 */
export async function saveMyRule(
  actor: Actor,
  form: { keyId: string; kind: string; on: boolean; mail: boolean; portal: boolean; threshold?: number },
): Promise<{ label: string }> {
  const { accountId, keyId, kind } = await requireAssigned(actor, form);
  const { label, threshold: limits } = kindOf(kind);
  const { on, mail, portal, threshold } = form;
  if (limits !== undefined && threshold !== undefined) checkThreshold(threshold, limits);
  const number = limits === undefined || threshold === undefined ? {} : { threshold };
  const set = { keyId, accountId, kind, on, mail, portal, ...number };
  await NotificationRule.updateOne({ _id: ruleId(set) }, { $set: set }, { upsert: true });
  return { label };
}

function checkThreshold(number: number, { least, most, unit }: Threshold): void {
  if (Number.isInteger(number) && number >= least && number <= most) return;
  const message = `A whole number from ${least} to ${most}: ${unit}.`;
  throw new DomainError('invalid', message, { field: 'threshold' });
}

/** @throws DomainError `not_found` unless the actor has access to the key and this kind is assigned to the actor */
export async function requireAssigned(
  actor: Actor,
  { keyId, kind }: { keyId: string; kind: string },
): Promise<{ accountId: string; address: string; keyId: string; kind: KindName; rule: Rule }> {
  const refused = () => notFound('notification');
  if (actor.kind !== 'account' || !isKindName(kind) || !assignableKinds.includes(kind)) throw refused();
  if (!(await hasAccess(actor, String(keyId)))) throw refused();
  const of = { keyId: String(keyId), accountId: actor.accountId, kind };
  const chosen = await NotificationRule.findById(ruleId(of)).lean<RuleDocument>();
  const rule = effectiveRule(kind, chosen ?? undefined);
  if (!rule.assigned) throw refused();
  return { ...of, address: actor.email, rule };
}
