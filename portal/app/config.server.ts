import { parseOwnerPolicy } from '@ck/shared/accounts';
import { deployment, httpAddress, mongodbUri, port, readSettings, versionedSecret } from '@ck/shared/process';
import { z } from 'zod';

const required = (what: string) => z.string({ error: `is required: ${what}` });
const longSecret = (what: string) => required(what).min(32, 'must have at least 32 characters');

export const portalSettingsSchema = z
  .object({
    DEPLOYMENT: deployment,
    PORTAL_HOST: z.string().default('127.0.0.1'),
    PORTAL_PORT: port.default(3000),
    PORTAL_URL: httpAddress,
    GATEWAY_URL: httpAddress,
    MONGODB_URI: mongodbUri,
    SMTP_URL: required('smtp:// or smtps:// and the mail server').regex(
      /^smtps?:\/\//,
      'must begin with smtp:// or smtps://',
    ),
    MAIL_FROM: required('the sender of mails, such as Collaboration Keys <keys@harbor.example>'),
    OWNER_EMAILS: required('addresses and @domains that may publish APIs').transform(parseOwnerPolicy),
    KEY_MASTER: versionedSecret,
    UPSTREAM_MASTER: versionedSecret,
    PEPPER: versionedSecret,
    CONSOLE_SECRET: versionedSecret,
    MAIL_SECRET: versionedSecret,
    AUTH_SECRET: longSecret('signs the sign-in cookies'),
    DEMO_SECRET: longSecret('signs the one-click demo links').optional(),
  })
  .refine(settings => settings.DEPLOYMENT === 'development' || settings.DEMO_SECRET === undefined, {
    path: ['DEMO_SECRET'],
    error: 'lets anybody with the link sign in without a password: remove it, or set DEPLOYMENT=development',
  })
  .transform(settings => ({
    development: settings.DEPLOYMENT === 'development',
    host: settings.PORTAL_HOST,
    port: settings.PORTAL_PORT,
    portalUrl: settings.PORTAL_URL,
    gatewayUrl: settings.GATEWAY_URL,
    mongodbUri: settings.MONGODB_URI,
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    mailSecret: settings.MAIL_SECRET,
    ownerPolicy: settings.OWNER_EMAILS,
    keySecrets: { pepper: settings.PEPPER, master: settings.KEY_MASTER },
    upstreamMaster: settings.UPSTREAM_MASTER,
    consoleSecret: settings.CONSOLE_SECRET,
    authSecret: settings.AUTH_SECRET,
    demoSecret: settings.DEMO_SECRET,
  }));

export type PortalSettings = z.output<typeof portalSettingsSchema>;

let settings: PortalSettings | undefined;

/** The settings of this process, read at the first use so that building needs none. */
export function portalSettings(): PortalSettings {
  settings ??= readSettings(portalSettingsSchema, process.env);
  return settings;
}
