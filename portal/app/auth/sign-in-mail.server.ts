import { createMailer, type Mailer, signInMail } from '@ck/shared/mail';
import { portalSettings } from '../config.server.ts';
import { safeNext } from './safe-next.ts';

export const linkMinutes = 15;

let mailer: Mailer | undefined;

function getMailer(): Mailer {
  mailer ??= createMailer(portalSettings().mail);
  return mailer;
}

/** Sends the link to our own page with a button: mail scanners open links, and opening must consume nothing. */
export async function sendSignInLink(link: { email: string; token: string; next: unknown }): Promise<void> {
  const url = new URL('/sign-in/confirm', portalSettings().portalUrl);
  url.searchParams.set('token', link.token);
  const next = safeNext(link.next);
  if (next !== '/') url.searchParams.set('next', next);
  await getMailer().send(signInMail({ to: link.email, url: url.href, minutes: linkMinutes }));
}
