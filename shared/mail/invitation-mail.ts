import type { InvitationMailFacts } from '../invitations/index.ts';
import { type Permission, permissionLabels } from '../permissions/index.ts';
import type { Mail } from './mail.ts';
import { oneLine } from './one-line.ts';
import { button, facts, heading, mailPage, paragraph, small } from './page.ts';

type Invitation = Omit<InvitationMailFacts, 'token'> & { url: string };

/**
 * Who invites, to which endpoint, what is allowed, until when; one button. No key is ever in it.
 * @param reminder the same once more, with the same link, because it ends within a day
 */
export function invitationMail(invitation: Invitation, reminder = false): Mail {
  const [inviter, endpoint] = [invitation.inviter, invitation.endpoint].map(oneLine);
  const title = `${inviter} invites you to the ${endpoint}`;
  const lead = `${reminder ? 'This invitation ends within 24 hours. ' : ''}Accept, and the test page is open with your key in place: the first call is one click.`;
  const until = instant(invitation.expiresAt);
  const rows: [string, string][] = [
    ['Endpoint', endpoint ?? ''],
    ['Sandbox', allowed(invitation.sandbox)],
    ['Production', allowed(invitation.production)],
    ['Valid until', `${until}, 7 days from when it was sent`],
  ];
  const why = `Sent to ${invitation.to} because ${inviter} (${invitation.inviterEmail}) entered this address. Not you? Ignore this mail; the invitation ends by itself. No API key is ever sent by e-mail.`;
  const nothing = 'The link opens a page where you accept. Nothing happens before that.';
  return {
    to: invitation.to,
    subject: reminder ? `Ends soon: ${title}` : title,
    text: `${title}\n\n${lead}\n\n${rows.map(([label, value]) => `${label.padEnd(13)}${value}`).join('\n')}\n\nOpen the invitation:\n${invitation.url}\n\n${nothing}\n\n-- \n${why}\n`,
    html: mailPage(
      title,
      [
        heading(title),
        paragraph(lead),
        facts(rows),
        button('Open the invitation', invitation.url),
        small(nothing),
        small(why),
      ].join('\n'),
    ),
  };
}

function allowed(permissions: readonly Permission[]): string {
  return permissions.length === 0
    ? 'nothing yet'
    : permissions.map(each => permissionLabels[each]).join(', ');
}

/** A mail is read anywhere, so it says its zone. */
function instant(at: Date): string {
  const text = at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return `${text} (UTC)`;
}
