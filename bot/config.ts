import { httpAddress, mongodbUri, port, versionedSecret } from '@ck/shared/process';
import { z } from 'zod';

/** How Slack reaches the bot, and whose workspaces it serves. */
export type BotSettings = {
  transport: { kind: 'http'; signingSecret: string } | { kind: 'socket'; appToken: string };
  workspaces:
    | { kind: 'one'; token: string }
    | { kind: 'many'; clientId: string; clientSecret: string; stateSecret: string };
  portal: string;
  slackApiUrl?: string;
};

const token = (prefix: string) => z.string().startsWith(prefix, `must begin with ${prefix}`).optional();

export const botSettingsSchema = z
  .object({
    BOT_PORT: port.default(4100),
    BOT_HOST: z.string().default('127.0.0.1'),
    MONGODB_URI: mongodbUri,
    PORTAL_URL: httpAddress,
    KEY_MASTER: versionedSecret,
    PEPPER: versionedSecret,
    MAIL_SECRET: versionedSecret,
    SLACK_SIGNING_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    SLACK_APP_TOKEN: token('xapp-'),
    SLACK_BOT_TOKEN: token('xoxb-'),
    SLACK_CLIENT_ID: z.string().optional(),
    SLACK_CLIENT_SECRET: z.string().optional(),
    SLACK_STATE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    SLACK_API_URL: httpAddress.optional(),
  })
  .transform((all, context) => {
    const transport = transportOf(all);
    const workspaces = workspacesOf(all);
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (transport === undefined)
      fault(
        'SLACK_SIGNING_SECRET',
        'is required (Slack app, Basic Information), or SLACK_APP_TOKEN for Socket Mode',
      );
    if (workspaces === undefined)
      fault(
        'SLACK_BOT_TOKEN',
        'is required for one workspace; for many SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET',
      );
    if (transport === undefined || workspaces === undefined) return z.NEVER;
    const { PORTAL_URL, SLACK_API_URL } = all;
    const slack: BotSettings = {
      ...{ transport, workspaces, portal: PORTAL_URL },
      ...(SLACK_API_URL !== undefined && { slackApiUrl: `${SLACK_API_URL}/` }),
    };
    return { ...all, slack };
  });

type Read = Partial<Record<`SLACK_${string}`, string | undefined>>;

function transportOf(all: Read): BotSettings['transport'] | undefined {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = all;
  if (appToken !== undefined) return { kind: 'socket', appToken };
  return signingSecret === undefined ? undefined : { kind: 'http', signingSecret };
}

function workspacesOf(all: Read): BotSettings['workspaces'] | undefined {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = all;
  if (clientId !== undefined && clientSecret !== undefined && stateSecret !== undefined)
    return { kind: 'many', clientId, clientSecret, stateSecret };
  return all.SLACK_BOT_TOKEN === undefined ? undefined : { kind: 'one', token: all.SLACK_BOT_TOKEN };
}
