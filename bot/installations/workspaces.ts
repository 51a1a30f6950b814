import type { VersionedSecret } from '@ck/shared/process';
import { type AuthorizeResult, type InstallationStore, webApi } from '@slack/bolt';
import type { BotSettings } from '../config.ts';
import { installationStore } from './installation-store.ts';

type Place = {
  teamId?: string | undefined;
  enterpriseId?: string | undefined;
  isEnterpriseInstall?: boolean;
};

/** Which token acts in which workspace. */
export type Workspaces = {
  /** Where more than one may install the app. */
  store?: Required<InstallationStore>;
  authorize(place: Place): Promise<AuthorizeResult>;
  clientOf(teamId: string): Promise<webApi.WebClient>;
  forget(teamId: string): Promise<void>;
};

/** Retried for seconds, not for the half hour that is usual: somebody waits for the answer. */
export function clientOptions({ slackApiUrl }: Pick<BotSettings, 'slackApiUrl'>): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000 },
    timeout: 10_000,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
}

export function openWorkspaces(settings: BotSettings, master: VersionedSecret): Workspaces {
  const clientWith = (token: string) => new webApi.WebClient(token, clientOptions(settings));
  const { workspaces } = settings;
  if (workspaces.kind === 'one') {
    const { token } = workspaces;
    const client = clientWith(token);
    return {
      authorize: async () => ({ botToken: token }),
      clientOf: async () => client,
      // The token is the administrator's to take away.
      forget: async () => undefined,
    };
  }
  const store = installationStore(master);
  const authorize = async ({
    teamId,
    enterpriseId,
    isEnterpriseInstall = false,
  }: Place): Promise<AuthorizeResult> => {
    const query = { teamId, enterpriseId, isEnterpriseInstall };
    const { bot } = await store.fetchInstallation(query as Parameters<typeof store.fetchInstallation>[0]);
    if (bot?.token === undefined) throw new Error('the app is not installed in this workspace');
    return { botToken: bot.token, botId: bot.id, botUserId: bot.userId };
  };
  return {
    store,
    authorize,
    clientOf: async teamId => {
      const { botToken = '' } = await authorize({ teamId });
      return clientWith(botToken);
    },
    forget: async teamId =>
      await store.deleteInstallation({ teamId, enterpriseId: undefined, isEnterpriseInstall: false }),
  };
}
