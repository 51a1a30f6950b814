import type { webApi } from '@slack/bolt';
import { slashCommand } from './listeners/command.ts';
import { events, scopes } from './slack-surface.ts';

export type Manifest = webApi.AppsManifestValidateArguments['manifest'];

/**
 * The app as Slack is told of it. @param address where Slack reaches the bot over HTTP; undefined for Socket Mode,
 * where it reaches it nowhere
 */
export function makeManifest(address: string | undefined): Manifest {
  const url = address === undefined ? undefined : `${address}/slack/events`;
  const at = url === undefined ? {} : { url };
  const requestUrl = url === undefined ? {} : { request_url: url };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Collaboration Keys',
      description: 'Share an API with partners, and switch their keys, from Slack',
      background_color: '#15181E',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'collaboration-keys', always_online: true },
      slash_commands: [
        {
          command: slashCommand,
          description: 'Collaboration keys: list, on, off, invite and more',
          usage_hint: 'help | list | off <key> production',
          should_escape: true,
          ...at,
        },
      ],
    },
    oauth_config: {
      scopes: { bot: [...scopes] },
      ...(address !== undefined && { redirect_urls: [`${address}/slack/oauth_redirect`] }),
    },
    settings: {
      event_subscriptions: { bot_events: [...events], ...requestUrl },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}
