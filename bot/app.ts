import type { Logger } from '@ck/shared/process';
import { App, type BlockAction, type ButtonAction, HTTPReceiver, LogLevel } from '@slack/bolt';
import { type Answer, escapeMrkdwn, plainAnswer } from './blocks/blocks.ts';
import { sentenceOf } from './errors.ts';
import { runCommand } from './listeners/collabkey.ts';
import { pressSwitch } from './listeners/press-switch.ts';
import { isFirstDelivery } from './replay-guard.ts';

export type BotSettings = { signingSecret: string; token: string; slackApiUrl?: string; portal: string };

/** The bot behind Slack's signed HTTP requests. Every listener acknowledges before it works. */
export function createApp(settings: BotSettings, log: Logger) {
  const receiver = new HTTPReceiver({
    signingSecret: settings.signingSecret,
    logLevel: LogLevel.ERROR,
    customPropertiesExtractor: request => ({
      signature: String(request.headers['x-slack-signature']),
      timestamp: Number(request.headers['x-slack-request-timestamp']),
    }),
    customRoutes: [
      { path: '/healthz', method: 'GET', handler: (_, response) => void response.writeHead(200).end('ok') },
    ],
  });
  const { slackApiUrl } = settings;
  const app = new App({
    receiver,
    // One workspace for now; with several, the team decides which token is used.
    authorize: async () => ({ botToken: settings.token }),
    ignoreSelf: false,
    logLevel: LogLevel.ERROR,
    clientOptions: slackApiUrl === undefined ? {} : { slackApiUrl },
  });
  const isFirst = async (context: { [key: string]: unknown }) =>
    await isFirstDelivery(String(context.signature), Number(context.timestamp));

  app.command('/collabkey', async ({ ack, command, context, respond }) => {
    await ack();
    if (!(await isFirst(context))) return;
    const user = { teamId: command.team_id, userId: command.user_id };
    const answer = await answerOf(() => runCommand(command.text, user, settings.portal), log);
    await tell(answer, now => respond({ response_type: 'ephemeral', ...now }));
  });
  app.action<BlockAction<ButtonAction>>('switch', async ({ ack, action, body, context, respond }) => {
    await ack();
    if (!(await isFirst(context))) return;
    const user = { teamId: body.team?.id ?? body.user.team_id ?? '', userId: body.user.id };
    const answer = await answerOf(() => pressSwitch(action.value, user, settings.portal), log);
    await tell(answer, now => respond({ replace_original: true, ...now }));
  });
  app.action('keep', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, ...plainAnswer('Nothing was changed.') });
  });
  app.error(async error => log.error({ err: error }, 'a listener failed'));
  return app;
}

/** Says it, and says it again once what was pending has settled. */
async function tell(
  { later, ...now }: Answer,
  say: (answer: Omit<Answer, 'later'>) => Promise<unknown>,
): Promise<void> {
  await say(withSafeText(now));
  const settled = await later;
  if (settled !== undefined) await say(withSafeText(settled));
}

/** The text beside blocks is mrkdwn too: notifications show it, and a name in it must call nobody. */
function withSafeText({ text, blocks }: Omit<Answer, 'later'>) {
  return { text: escapeMrkdwn(text), blocks };
}

async function answerOf(work: () => Promise<Answer>, log: Logger): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return plainAnswer(sentenceOf(error, log));
  }
}
