import { createTransport } from 'nodemailer';
import type { Mail, MailIdentity } from './mail.ts';

export type Mailer = { send(mail: Mail & MailIdentity): Promise<void>; close(): void };

/** A mail server that hangs is given up on: the outbox tries again later. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
const connections = 8;

/** Sends through SMTP. Addresses go in as objects, so that no name or line break can add a header. */
export function createMailer(
  { smtpUrl, from }: { smtpUrl: string; from: string },
  timeouts: Partial<typeof patience> = {},
): Mailer {
  const url = new URL(smtpUrl);
  const transport = createTransport(
    {
      pool: true,
      maxConnections: connections,
      host: url.hostname,
      port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
      secure: url.protocol === 'smtps:',
      ...(url.username !== '' && {
        auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      }),
      ...patience,
      ...timeouts,
    },
    { from },
  );
  return {
    async send({ to, subject, text, html, messageId }) {
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        html,
        // RFC 3834, 5: nobody's absence note should answer.
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(messageId !== undefined && { messageId }),
      });
    },
    close() {
      transport.close();
    },
  };
}
