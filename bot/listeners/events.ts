import { unlinkSlackTeam } from '@ck/shared/accounts';
import { endSubscriptionsOfTeam } from '@ck/shared/notifications';
import type { App } from '@slack/bolt';
import { publishHome } from '../home/publish-home.ts';
import type { Workspaces } from '../installations/workspaces.ts';
import type { BotMeans } from '../means.ts';
import { deliveryOf, isFirstDelivery } from '../replay-guard.ts';

/** What Slack tells of by itself. Bolt acknowledges events before it calls a listener. */
export const events = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'] as const;

export function listenForEvents(app: App, means: BotMeans, workspaces: Workspaces): void {
  app.event('app_home_opened', async ({ event, client, context, body }) => {
    if (event.tab !== 'home' || !(await isFirstDelivery(deliveryOf(context, body), means.now()))) return;
    const user = { teamId: body.team_id ?? context.teamId ?? '', userId: event.user };
    await publishHome({ ...means, client, user }, 1);
  });
  app.event('app_uninstalled', async ({ body }) => await forget(body.team_id));
  app.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(body.team_id);
  });

  /** Nothing of a workspace stays that the app was removed from: neither its token nor who acted from there. */
  async function forget(teamId: string | undefined): Promise<void> {
    if (teamId === undefined) return;
    await workspaces.forget(teamId);
    await unlinkSlackTeam(teamId);
    await endSubscriptionsOfTeam(teamId);
    means.log.info({ team: teamId }, 'the app was removed from a workspace');
  }
}
