import { model, Schema } from 'mongoose';
import { type KindName, kindOf } from './kinds.ts';

/** What was chosen for one person, key and kind. What was not chosen follows from the kind. */
export type RuleDocument = {
  _id: string;
  keyId: string;
  accountId: string;
  kind: KindName;
  /** The owner's: whether this person is told at all. */
  assigned?: boolean;
  assignedAt?: Date;
  /** The person's own. */
  on?: boolean;
  mail?: boolean;
  portal?: boolean;
  threshold?: number;
};

export type Rule = {
  assigned: boolean;
  on: boolean;
  mail: boolean;
  portal: boolean;
  threshold?: number;
};

const schema = new Schema<RuleDocument>(
  {
    _id: { type: String, required: true },
    keyId: { type: String, required: true },
    accountId: { type: String, required: true },
    kind: { type: String, required: true },
    assigned: Boolean,
    assignedAt: Date,
    on: Boolean,
    mail: Boolean,
    portal: Boolean,
    threshold: Number,
  },
  { collection: 'notificationRules', versionKey: false },
);
schema.index({ keyId: 1, accountId: 1 });
// Alerts begin at the rules of their kind.
schema.index({ kind: 1, assigned: 1 });

export const NotificationRule = model('NotificationRule', schema);

export const ruleId = (of: { keyId: string; accountId: string; kind: KindName }): string =>
  `${of.keyId}:${of.accountId}:${of.kind}`;

/** What holds, from what was chosen and what the kind says. */
export function effectiveRule(kind: KindName, chosen: Partial<RuleDocument> | undefined): Rule {
  const { assignedOnAccept, threshold } = kindOf(kind);
  const { assigned = assignedOnAccept, on = true, mail = true, portal = true } = chosen ?? {};
  const number = chosen?.threshold ?? threshold?.usual;
  return { assigned, on, mail, portal, ...(number !== undefined && { threshold: number }) };
}

/** Whether a person is to be told, and how. */
export const isHeard = ({ assigned, on, mail, portal }: Rule): boolean => assigned && on && (mail || portal);
