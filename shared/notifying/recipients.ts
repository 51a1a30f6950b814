import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { ClientSession } from '../database/index.ts';
import type { KindName } from './kinds.ts';
import { effectiveRule, isHeard, NotificationRule, type Rule, type RuleDocument } from './rule.ts';

export type Recipient = { accountId: string; address: string; rule: Pick<Rule, 'mail' | 'portal'> };

/** The collaborators of a key who are to be told of a kind. Access is looked at now: who lost it hears nothing. */
export async function collaboratorsToTell(
  kind: KindName,
  keyId: string,
  session: ClientSession,
): Promise<Recipient[]> {
  const people = await Invitation.find({ keyId, status: 'accepted' })
    .session(session)
    .lean<InvitationDocument[]>();
  if (people.length === 0) return [];
  const rules = await NotificationRule.find({ keyId, kind }).session(session).lean<RuleDocument[]>();
  const chosen = new Map(rules.map(rule => [rule.accountId, rule]));
  return people.flatMap(({ accountId, address }) => {
    if (accountId === undefined) return [];
    const rule = effectiveRule(kind, chosen.get(accountId));
    return isHeard(rule) ? [{ accountId, address, rule }] : [];
  });
}

/** Who invited this address to the key: in the portal, where the invitation stands as well. */
export async function inviterOf(
  keyId: string,
  address: string,
  session: ClientSession,
): Promise<Recipient[]> {
  const row = await Invitation.findOne({ keyId, address, live: true })
    .session(session)
    .lean<InvitationDocument>();
  if (row === null) return [];
  const { accountId, email } = row.invitedBy;
  return [{ accountId, address: email, rule: { mail: false, portal: true } }];
}
