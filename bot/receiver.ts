import type { Logger } from '@ck/shared/process';
import {
  HTTPReceiver,
  type HTTPReceiverOptions,
  LogLevel,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt';
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
      logLevel: LogLevel.ERROR,
      ...install,
      // This receiver takes the address of the Web API in no other place.
      installerOptions: { directInstall: true, clientOptions: clientOptions(settings) },
    });
  return new HTTPReceiver({
    signingSecret: transport.signingSecret,
    logLevel: LogLevel.ERROR,
    ...install,
    customPropertiesExtractor: request => ({
      signature: String(request.headers['x-slack-signature']),
      timestamp: Number(request.headers['x-slack-request-timestamp']),
    }),
    customRoutes: [
      { path: '/healthz', method: 'GET', handler: (_, response) => void response.writeHead(200).end('ok') },
    ],
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ err: error }, 'a request of Slack could not be handled');
      if (response.headersSent) return true;
      const isUnknown = 'code' in error && error.code === 'slack_bolt_authorization_error';
      // Slack shows the body of an answer to a command; a failure it would show as "did not work".
      response.writeHead(isUnknown ? 200 : 500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(isUnknown ? 'This workspace is not connected any more. Install the app again.' : '');
      return true;
    },
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
