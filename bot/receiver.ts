import type { Logger } from '@ck/shared/process';
import { HTTPReceiver, type HTTPReceiverOptions, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { boltLog } from './bolt-log.ts';
import type { BotSettings } from './config.ts';
import { clientOptions, type Workspaces } from './installations/workspaces.ts';
import { scopes } from './slack-surface.ts';

/** How requests come in: signed over HTTP, or through a socket that the bot opens. */
export function makeReceiver(settings: BotSettings, workspaces: Workspaces, log: Logger): Receiver {
  const { transport } = settings;
  const install = installOptions(settings, workspaces);
  if (transport.kind === 'socket')
    return new SocketModeReceiver({
      appToken: transport.appToken,
      logger: boltLog(log),
      ...install,
      // This receiver takes the address of the Web API in no other place.
      installerOptions: { directInstall: true, clientOptions: clientOptions(settings) },
    });
  return new HTTPReceiver({
    signingSecret: transport.signingSecret,
    logger: boltLog(log),
    ...install,
    customPropertiesExtractor: request => ({
      signature: String(request.headers['x-slack-signature']),
      timestamp: Number(request.headers['x-slack-request-timestamp']),
    }),
    customRoutes: [
      { path: '/healthz', method: 'GET', handler: (_, response) => void response.writeHead(200).end('ok') },
    ],
  });
}

type Install = Pick<
  HTTPReceiverOptions,
  'clientId' | 'clientSecret' | 'stateSecret' | 'scopes' | 'installationStore' | 'installerOptions'
>;

/** `/slack/install` and `/slack/oauth_redirect`, where several workspaces may install the app. */
function installOptions(settings: BotSettings, { store }: Workspaces): Install {
  const { workspaces, slackApiUrl } = settings;
  if (workspaces.kind === 'one' || store === undefined) return {};
  const { clientId, clientSecret, stateSecret } = workspaces;
  const authorizationUrl =
    slackApiUrl === undefined ? {} : { authorizationUrl: new URL('../oauth/v2/authorize', slackApiUrl).href };
  return {
    ...{ clientId, clientSecret, stateSecret, scopes: [...scopes], installationStore: store },
    installerOptions: { directInstall: true, clientOptions: clientOptions(settings), ...authorizationUrl },
  };
}
