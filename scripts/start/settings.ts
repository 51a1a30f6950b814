import { join, resolve } from 'node:path';
import { httpAddress, mongodbUri, port, readSettings } from '@ck/shared/process';
import { z } from 'zod';

export const root = join(import.meta.dirname, '../..');

/** Who may publish in the demo. */
export const demoOwner = 'kim@harbor.example';

const fields = z.object({
  DATA_FOLDER: z
    .string()
    .default('.data')
    .transform(folder => resolve(root, folder)),
  MONGODB_URI: mongodbUri.optional(),
  OWNER_EMAILS: z.string().default(''),
  PORTAL_URL: httpAddress.optional(),
  GATEWAY_URL: httpAddress.optional(),
  PORTAL_PORT: port.default(3000),
  GATEWAY_PORT: port.default(4000),
  GATEWAY_ADMIN_PORT: port.default(4001),
  BOT_PORT: port.default(4100),
  LOCAL_SLACK_PORT: port.default(4200),
  MAIL_WEB_PORT: port.default(1080),
  SMTP_PORT: port.default(1025),
  UPSTREAM_PORT: port.default(4900),
  MONGODB_PORT: port.default(27117),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
});

const schema = fields.superRefine((settings, context) => {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: socket } = settings;
  if (token !== undefined && secret === undefined && socket === undefined)
    context.addIssue({
      code: 'custom',
      path: ['SLACK_BOT_TOKEN'],
      message:
        'needs SLACK_SIGNING_SECRET or SLACK_APP_TOKEN beside it; without any of them a local Slack is used',
    });
  if (token === undefined && (secret !== undefined || socket !== undefined))
    context.addIssue({
      code: 'custom',
      path: [secret === undefined ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'],
      message: 'needs SLACK_BOT_TOKEN beside it; without any of them a local Slack is used',
    });
});

export type StartSettings = z.output<typeof schema>;

/** Slack itself, once the person has brought their app's token; a local one otherwise. */
export function usesRealSlack({ SLACK_BOT_TOKEN }: Pick<StartSettings, 'SLACK_BOT_TOKEN'>): boolean {
  return SLACK_BOT_TOKEN !== undefined;
}

type PortName = Extract<keyof StartSettings, `${string}_PORT`>;
export type Ports = Record<PortName, number>;

export function readStartSettings(environment: NodeJS.ProcessEnv): StartSettings {
  return readSettings(schema, environment);
}

/** The ports asked for, under their names. */
export function wantedPorts(settings: StartSettings): Ports {
  return {
    PORTAL_PORT: settings.PORTAL_PORT,
    GATEWAY_PORT: settings.GATEWAY_PORT,
    GATEWAY_ADMIN_PORT: settings.GATEWAY_ADMIN_PORT,
    BOT_PORT: settings.BOT_PORT,
    LOCAL_SLACK_PORT: settings.LOCAL_SLACK_PORT,
    MAIL_WEB_PORT: settings.MAIL_WEB_PORT,
    SMTP_PORT: settings.SMTP_PORT,
    UPSTREAM_PORT: settings.UPSTREAM_PORT,
    MONGODB_PORT: settings.MONGODB_PORT,
  };
}
