import { inviteCollaborators } from '@ck/shared/invitations';
import { invitedAnswer } from '../blocks/invitation-blocks.ts';
import { findKey } from '../find-key.ts';
import { requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey invite <key> <address> [<address> …]';

export const invite: Subcommand = {
  for: 'owner',
  name: 'invite',
  usage,
  description: 'Invite people of the partner by mail',
  examples: ['invite acme mina@acme.example', 'invite acme a@acme.example b@acme.example'],
  form([key, ...addresses]) {
    return key === undefined || addresses.length > 0 ? undefined : { form: 'invite', key };
  },
  async run([keyWord, ...words], asking, typed) {
    const { actor, mailSecret } = asking;
    const { key } = await findKey(actor, requireKeyWord(keyWord, 'invite', usage), typed);
    const addresses = words.flatMap(word => word.split(/[,;]/));
    const results = await inviteCollaborators(actor, { keyId: key.id, addresses }, { mailSecret });
    return invitedAnswer(key, results);
  },
};
