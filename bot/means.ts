import type { Actor, SlackUser } from '@ck/shared/accounts';
import type { KeySecrets } from '@ck/shared/keys';
import type { Logger, VersionedSecret } from '@ck/shared/process';
import type { webApi } from '@slack/bolt';
import type { MemberCheck } from './member-check.ts';

/** What the whole bot works with. */
export type BotMeans = {
  /** The portal's address. */
  portal: string;
  secrets: KeySecrets;
  mailSecret: VersionedSecret;
  members: MemberCheck;
  log: Logger;
  now: () => number;
  /** Messages that a change has just queued are to go out now, not at the next look. */
  deliverSoon: () => void;
};

/** Somebody in Slack, who may not be connected to an account yet. */
export type Visitor = BotMeans & {
  user: SlackUser;
  /** Acts in the workspace that the person is in. */
  client: webApi.WebClient;
  channelId?: string;
  teamName?: string;
};

/** An account that asks through Slack. */
export type Asking = Visitor & { actor: Actor };
