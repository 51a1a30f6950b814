import { createTransport } from 'nodemailer';
import type { Mail } from './mail.ts';

export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

/** Sends through SMTP. Addresses go in as objects, so that no name or line break can add a header. */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport(smtpUrl, { from });
  return {
    async send({ to, subject, text, html }) {
      await transport.sendMail({ to: { name: '', address: to }, subject, text, html });
    },
    close() {
      transport.close();
    },
  };
}
