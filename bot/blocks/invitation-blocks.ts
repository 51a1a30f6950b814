import type { InvitationView, InviteResult } from '@ck/shared/invitations';
import type { KeyView } from '@ck/shared/keys';
import type { KnownBlock } from '@slack/types';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, context, section } from './blocks.ts';
import { runButton } from './buttons.ts';
import { count, cut, dateTime, escapeMrkdwn } from './text.ts';

const shown = 40;

/** What became of each address; one that is refused keeps nobody else from being invited. */
export function invitedAnswer(key: KeyView, results: readonly InviteResult[]): Answer {
  const sent = results.filter(({ outcome }) => outcome !== 'refused').length;
  const text = `${count(sent, 'invitation')} to ${key.name} sent`;
  const lines = results.slice(0, shown).map(result => {
    const address = escapeMrkdwn(cut(result.address, 60));
    if (result.outcome === 'refused') return `${address}: ${escapeMrkdwn(result.message)}`;
    return `${address}: ${result.outcome === 'invited' ? 'invited' : 'sent again'}, the link is good for 7 days`;
  });
  const more = results.length > shown ? [context(`${results.length - shown} more in the portal`)] : [];
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*\n${lines.join('\n')}`), ...more] };
}

const states = { pending: 'Pending', accepted: 'Accepted', expired: 'Expired', revoked: 'Revoked' } as const;

/** The living invitations of a key, each with what can be done with it. */
export function invitationsAnswer(key: KeyView, all: readonly InvitationView[], verb: string): Answer {
  const living = all.filter(({ status }) => status !== 'revoked').slice(0, 10);
  const text = living.length === 0 ? `Nobody is invited to ${key.name}.` : `People of ${key.name}`;
  const rows = living.flatMap(({ address, status, expiresAt }): KnownBlock[] => {
    const until = status === 'pending' ? ` until ${dateTime(expiresAt)}` : '';
    const word = keyWord(key.id);
    const resend = status === 'accepted' ? undefined : runButton('Resend', ['resend', word, address]);
    const revoke = runButton(status === 'accepted' ? 'Revoke Access' : 'Revoke', ['revoke', word, address]);
    const buttons = verb === 'resend' ? [resend] : [revoke, resend];
    return [section(`${escapeMrkdwn(address)} · ${states[status]}${until}`), ...actions(...buttons)];
  });
  const invite = actions(runButton('Invite', ['invite', keyWord(key.id)]));
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*`), ...rows, ...invite] };
}
