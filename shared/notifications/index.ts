export { type Assignment, listAssignments, saveAssignments } from './assign.ts';
export { evaluateChannelErrors } from './evaluate-channel-errors.ts';
export { evaluateErrorRates } from './evaluate-error-rates.ts';
export { evaluateFirstCalls } from './evaluate-first-calls.ts';
export { evaluateSilence } from './evaluate-silence.ts';
export type { NotificationView } from './in-words.ts';
export { countUnread, listNotifications, markRead, openNotification } from './inbox.ts';
export { notificationMailFacts } from './mail-facts.ts';
export { listMyRules, type MyRule, type MyRules, saveMyRule } from './my-rules.ts';
export { remindOfInvitations, remindOfOldKeys } from './remind.ts';
export { sendTest } from './send-test.ts';
export {
  endSubscriptionsOfTeam,
  findSubscription,
  listSubscriptions,
  type SubscriptionView,
  subscribeChannel,
} from './subscribe-channel.ts';
export { tellOfFailedMail } from './tell-of-mail.ts';
export { tellPeopleOfKey } from './tell-people.ts';
