import type { Mail } from './mail.ts';
import { button, heading, mailPage, paragraph, small } from './page.ts';

/** The mail with a sign-in link. `minutes` is how long the link works. */
export function signInMail({ to, url, minutes }: { to: string; url: string; minutes: number }): Mail {
  const subject = 'Your sign-in link for Collaboration Keys';
  const valid = `It works once, for ${minutes} minutes.`;
  const ignore = 'If you did not ask for it, ignore this mail: nothing happens without the link.';
  return {
    to,
    subject,
    text: `Sign in to Collaboration Keys with this link. ${valid}\n\n${url}\n\n${ignore}\n`,
    html: mailPage(
      subject,
      [
        heading('Sign in'),
        paragraph(`Sign in to Collaboration Keys as ${to}. ${valid}`),
        button('Sign in', url),
        small(ignore),
      ].join('\n'),
    ),
  };
}
