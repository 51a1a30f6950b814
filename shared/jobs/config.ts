import { z } from 'zod';
import { httpAddress, mongodbUri, readSettings, versionedSecret } from '../process/index.ts';

const schema = z
  .object({
    MONGODB_URI: mongodbUri,
    PORTAL_URL: httpAddress,
    SMTP_URL: z
      .string({ error: 'is required: smtp:// or smtps:// and the mail server' })
      .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://'),
    MAIL_FROM: z
      .string({ error: 'is required: the sender of mails' })
      .regex(/@[^\s@>]+/, 'must have an address in it'),
    MAIL_SECRET: versionedSecret,
  })
  .transform(settings => ({
    mongodbUri: settings.MONGODB_URI,
    portalUrl: settings.PORTAL_URL,
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    mailSecret: settings.MAIL_SECRET,
    /** The sender's: Message-IDs are made under it. */
    domain: /@([^\s@>]+)/.exec(settings.MAIL_FROM)?.[1] ?? 'localhost',
  }));

/** @throws SettingsError with all faults at once */
export function readWorkerSettings(environment: NodeJS.ProcessEnv): z.output<typeof schema> {
  return readSettings(schema, environment);
}
