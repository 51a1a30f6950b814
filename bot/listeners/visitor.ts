import type { webApi } from '@slack/bolt';
import type { BotMeans, Visitor } from '../means.ts';

type Told = {
  team?: { id: string; domain?: string } | null;
  user: { id: string; team_id?: string };
  channel?: { id: string } | undefined;
};

/** Who pressed or submitted something, as Slack tells it. */
export function visitorOf(means: BotMeans, client: webApi.WebClient, { team, user, channel }: Told): Visitor {
  return {
    ...means,
    client,
    user: { teamId: team?.id ?? user.team_id ?? '', userId: user.id },
    ...(channel !== undefined && { channelId: channel.id }),
    ...(team?.domain !== undefined && { teamName: team.domain }),
  };
}
