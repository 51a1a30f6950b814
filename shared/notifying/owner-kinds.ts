/** What an owner hears of the people invited. */
import type { Kind } from './kind.ts';

export const invitationAccepted: Kind = {
  label: 'Invitation accepted',
  hint: 'Somebody whom you invited has accepted',
  audience: 'owner',
  assignedOnAccept: false,
  place: 'invitations',
  changes: { actions: ['invitation.accepted'] },
  sample: { address: 'mina@acme.example' },
  words: told => ({
    title: `${String(told.facts.address)} has accepted`,
    text: `The ${told.endpoint} is shared with this person through ${told.keyName} now.`,
    next: 'Nothing has to be done. You can choose what this person is notified of on the page of the key.',
  }),
};

export const mailFailed: Kind = {
  label: 'Mail failed',
  hint: 'An invitation could not be delivered',
  audience: 'owner',
  assignedOnAccept: false,
  place: 'invitations',
  sample: { address: 'mina@acme.example', words: '550 5.1.1 no such mailbox' },
  words: told => ({
    title: `The mail to ${String(told.facts.address)} was not delivered`,
    text: `The mail server says: ${String(told.facts.words)}`,
    next: 'Look at the address. Revoke the invitation and invite the right one, or resend it.',
  }),
};
