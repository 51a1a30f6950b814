import { type InvitationView, listInvitations } from '@ck/shared/invitations';
import { resendAndTell } from '../acts/invitations.ts';
import type { Answer } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { invitationsAnswer } from '../blocks/invitation-blocks.ts';
import { revokeQuestion } from '../blocks/questions.ts';
import { cut } from '../blocks/text.ts';
import { CommandError } from '../errors.ts';
import { findKey, keyWord } from '../find-key.ts';
import type { Asking } from '../means.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

type Of = { id: string; name: string; invitation: InvitationView };

/** Both are about one person of a key; without an address they show whom there is. */
function personCommand(
  name: string,
  { description, examples }: Pick<Subcommand, 'description' | 'examples'>,
  act: (of: Of, asking: Asking) => Promise<Answer>,
): Subcommand {
  const usage = `/collabkey ${name} <key> <address>`;
  return {
    for: 'owner',
    ...{ name, usage, description, examples },
    async run([word, address, ...rest], asking, typed) {
      const { key } = await findKey(asking.actor, requireKeyWord(word, name, usage), typed);
      refuseRest(rest, name, usage);
      const all = await listInvitations(asking.actor, key.id);
      if (address === undefined) return invitationsAnswer(key, all, name);
      const wanted = address.trim().toLowerCase();
      const invitation = all.find(each => each.address === wanted && each.status !== 'revoked');
      if (invitation !== undefined) return await act({ id: key.id, name: key.name, invitation }, asking);
      throw new CommandError(`${cut(address, 80)} is not invited to ${key.name}.`, [
        runButton('Show the invitations', [name, keyWord(key.id)]),
        runButton('Invite', ['invite', keyWord(key.id)]),
      ]);
    },
  };
}

export const resend = personCommand(
  'resend',
  {
    description: 'Send an invitation again: a new link for 7 days',
    examples: ['resend acme mina@acme.example', 'resend acme'],
  },
  async ({ invitation }, asking) => await resendAndTell(asking, invitation.id),
);

export const revoke = personCommand(
  'revoke',
  {
    description: 'Take an invitation back, or the access that came of it',
    examples: ['revoke acme mina@acme.example', 'revoke acme'],
  },
  async ({ name, invitation: { id, address, status } }, { now }) =>
    revokeQuestion(name, { id, address, accepted: status === 'accepted' }, now()),
);
