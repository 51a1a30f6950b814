import { Invitation, type InvitationDocument } from '../access/index.ts';
import {
  effectiveRule,
  isHeard,
  type KindName,
  NotificationRule,
  type RuleDocument,
} from '../notifying/index.ts';

/** A person who is to be told of a kind about a key, since an owner assigned it. */
export type HeardRule = {
  keyId: string;
  endpointId: string;
  accountId: string;
  address: string;
  assignedAt: Date;
  threshold: number;
  rule: { mail: boolean; portal: boolean };
};

/** Everybody who is to be told of a kind that is only had by assignment, and has access still. */
export async function listHeardRules(kind: KindName): Promise<HeardRule[]> {
  const chosen = await NotificationRule.find({ kind, assigned: true }).lean<RuleDocument[]>();
  const keyIds = [...new Set(chosen.map(({ keyId }) => keyId))];
  const people = await Invitation.find({ keyId: { $in: keyIds }, status: 'accepted' }).lean<
    InvitationDocument[]
  >();
  const person = new Map(people.map(each => [`${each.keyId}:${each.accountId}`, each]));
  return chosen.flatMap(each => {
    const { keyId, accountId, assignedAt } = each;
    const access = person.get(`${keyId}:${accountId}`);
    const rule = effectiveRule(kind, each);
    if (access === undefined || assignedAt === undefined || !isHeard(rule)) return [];
    const { endpointId, address } = access;
    return [{ keyId, endpointId, accountId, address, assignedAt, threshold: rule.threshold ?? 0, rule }];
  });
}
