export type { Place, Threshold, Words } from './kind.ts';
export { assignableKinds, isKindName, type KindName, kindNames, kindOf } from './kinds.ts';
export { Notification, type NotificationDocument } from './notification.ts';
export { collaboratorsToTell, inviterOf } from './recipients.ts';
export { effectiveRule, isHeard, NotificationRule, type Rule, type RuleDocument, ruleId } from './rule.ts';
export { SlackMessage, type SlackMessageDocument } from './slack-message.ts';
export {
  SlackSubscription,
  type SlackSubscriptionDocument,
  subscriptionId,
  type Topic,
  topics,
} from './slack-subscription.ts';
export { type Happening, tell } from './tell.ts';
export { tellChannelsOfChange, tellChannelsOfRequest, updateMessagesOfRequest } from './tell-channels.ts';
export { tellOfChange } from './tell-of-change.ts';
