import type { SlackUser } from '@ck/shared/accounts';
import type { Logger } from '@ck/shared/process';
import type { webApi } from '@slack/bolt';
import { CommandError } from './errors.ts';

const keptMs = 5 * 60_000;
const mostKept = 10_000;

type Member = { name: string; until: number };

/**
 * Refuses guests and people of other workspaces: a channel may be shared with those whose keys are managed in it. What
 * Slack says is kept for five minutes; when Slack does not say, nobody is let through.
 */
export class MemberCheck {
  readonly #members = new Map<string, Member>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** @returns what the person is called @throws CommandError */
  async nameOf(client: webApi.WebClient, { teamId, userId }: SlackUser, now: number): Promise<string> {
    const id = `${teamId}:${userId}`;
    const known = this.#members.get(id);
    if (known !== undefined && known.until > now) return known.name;
    const name = await this.#ask(client, { teamId, userId });
    if (this.#members.size >= mostKept) this.#members.clear();
    this.#members.set(id, { name, until: now + keptMs });
    return name;
  }

  async #ask(client: webApi.WebClient, { teamId, userId }: SlackUser): Promise<string> {
    const { user } = await client.users.info({ user: userId }).catch(error => {
      this.#log.warn({ err: error }, 'Slack did not say who somebody is');
      throw new CommandError('Slack did not say who you are, so nothing was done. Try again in a moment.');
    });
    const isGuest = user?.is_restricted === true || user?.is_ultra_restricted === true;
    const isOutsider =
      user?.is_stranger === true ||
      (user?.enterprise_user === undefined && user?.team_id !== undefined && user.team_id !== teamId);
    if (user === undefined || isGuest || isOutsider || user.deleted === true || user.is_bot === true)
      throw new CommandError('Guests and people of other workspaces cannot manage keys from here.');
    return user.profile?.display_name || user.real_name || user.name || userId;
  }
}
