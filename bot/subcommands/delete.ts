import { plainAnswer } from '../blocks/blocks.ts';
import { linkButton, runButton } from '../blocks/buttons.ts';
import { keyPage } from '../blocks/key-blocks.ts';
import { findKey, keyWord } from '../find-key.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey delete <key>';

/** What cannot be taken back is done where one types its name. */
export const deleteKey: Subcommand = {
  for: 'owner',
  name: 'delete',
  usage,
  description: 'Where a key is deleted: in the portal, by typing its name',
  examples: ['delete acme'],
  async run([word, ...rest], { actor, portal }, typed) {
    const name = requireKeyWord(word, 'delete', usage);
    refuseRest(rest, 'delete', usage);
    const named = await findKey(actor, name, typed);
    const text = `${named.key.name} is deleted in the portal: keys, permissions and invitations go, call records stay. To stop its calls now, switch it off.`;
    return plainAnswer(
      text,
      linkButton('Open Danger Zone', `${keyPage(portal, named)}#danger-zone`),
      runButton('Deactivate Production', ['off', keyWord(named.key.id), 'production']),
    );
  },
};
