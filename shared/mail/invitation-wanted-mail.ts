import type { Mail } from './mail.ts';
import { oneLine } from './one-line.ts';
import { button, heading, mailPage, paragraph, small } from './page.ts';

/** To the owner: somebody opened an expired link and would like a new one. */
export function invitationWantedMail(wanted: {
  to: string;
  address: string;
  endpoint: string;
  url: string;
}): Mail {
  const endpoint = oneLine(wanted.endpoint);
  const title = `${wanted.address} asks for a new invitation`;
  const lead = `The invitation to the ${endpoint} has expired. Resend it, and a new link is valid for 7 days.`;
  const why = 'Whoever opens an expired link can ask once. Nothing happens until you resend it.';
  return {
    to: wanted.to,
    subject: title,
    text: `${title}\n\n${lead}\n\n${wanted.url}\n\n${why}\n`,
    html: mailPage(
      title,
      [heading(title), paragraph(lead), button('Open the key', wanted.url), small(why)].join('\n'),
    ),
  };
}
