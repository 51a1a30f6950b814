import type { FirstSuccess, InvitationCounts, InvitationView } from '@ck/shared/invitations';
import { count } from './numbers.ts';
import { timeLeftInWords } from './time-words.ts';

/** "2 accepted, 1 pending" */
export function invitationsInWords({ accepted, pending }: InvitationCounts): string {
  return accepted + pending === 0 ? 'none' : `${count(accepted)} accepted, ${count(pending)} pending`;
}

/** The same with all that has ended, for the page of one key. */
export function statusesInWords(invitations: readonly Pick<InvitationView, 'status'>[]): string {
  const parts = (['accepted', 'pending', 'expired', 'revoked'] as const).flatMap(status => {
    const some = invitations.filter(each => each.status === status).length;
    return some === 0 ? [] : [`${count(some)} ${status}`];
  });
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** How the mail stands, with the server's own words where it was refused. */
export function mailInWords(mail: InvitationView['mail']): string {
  switch (mail?.state) {
    case undefined:
      return 'No mail';
    case 'queued':
      return mail.attempts === 0 ? 'Queued' : `Tried again soon: ${mail.lastError ?? 'no answer'}`;
    case 'sending':
      return 'Sending';
    case 'sent':
      return 'Sent';
    case 'failed':
      return `Failed: ${mail.lastError ?? 'no answer'}`;
    case 'dropped':
      return 'Not sent';
  }
}

/** "First 2xx after 40 s in the console, 2 h 5 min by an app": how long it took from accepting. */
export function firstSuccessInWords({ acceptedAt, app, console }: FirstSuccess): string {
  const after = (at: Date) =>
    timeLeftInWords(Math.max(1, at.getTime() - acceptedAt.getTime())).replace(/^in /, '');
  const parts = [
    ...(console === undefined ? [] : [`${after(console)} in the console`]),
    ...(app === undefined ? [] : [`${after(app)} by an app`]),
  ];
  return parts.length === 0 ? 'No 2xx answer yet' : `First 2xx after ${parts.join(', ')}`;
}
