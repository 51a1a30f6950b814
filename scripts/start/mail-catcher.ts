import { mkdir } from 'node:fs/promises';
import { announceReady, onShutdown, port, readSettings } from '@ck/shared/process';
import { MailDev } from 'maildev';
import { z } from 'zod';

/** Takes every mail of a development machine and shows it on a page; sends nothing on. */
const settings = readSettings(
  z.object({ SMTP_PORT: port, MAIL_WEB_PORT: port, MAIL_FOLDER: z.string() }),
  process.env,
);

await mkdir(settings.MAIL_FOLDER, { recursive: true, mode: 0o700 });
const catcher = new MailDev({
  smtp: settings.SMTP_PORT,
  ip: '127.0.0.1',
  web: settings.MAIL_WEB_PORT,
  webIp: '127.0.0.1',
  mailDirectory: settings.MAIL_FOLDER,
  maxEmails: 1000,
  silent: true,
});
onShutdown(() => catcher.stop());
await catcher.start();
announceReady();
