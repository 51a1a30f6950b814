export type { AccountView } from './account.ts';
export { type Actor, actorName, actorOf, type Surface } from './actor.ts';
export { normalizeAddress, parseAddress } from './address.ts';
export { ensureAccount, findAccount, findAccountByEmail } from './ensure-account.ts';
export { maySignIn } from './may-sign-in.ts';
export { mayPublish, type OwnerPolicy, parseOwnerPolicy } from './owner-policy.ts';
export { deleteExpiredSessions } from './session.ts';
export {
  beginSlackConnect,
  type Connecting,
  cancelSlackConnect,
  claimSlackConnect,
  confirmSlackConnect,
  findSlackConnect,
} from './slack-connect.ts';
export {
  accountOfSlackUser,
  disconnectSlackUser,
  linkSlackUser,
  listSlackLinks,
  type SlackLink,
  type SlackUser,
  unlinkSlackTeam,
  unlinkSlackUser,
} from './slack-link.ts';
