import { keyAnswer } from '../blocks/key-blocks.ts';
import { findKey } from '../find-key.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey show <key>';

export const show: Subcommand = {
  for: 'owner',
  name: 'show',
  usage,
  description: 'One key: both environments, permissions, what ends when',
  examples: ['show acme', 'show "Acme Corp"'],
  async run([word, ...rest], { actor, portal }, typed) {
    const name = requireKeyWord(word, 'show', usage);
    refuseRest(rest, 'show', usage);
    return keyAnswer(await findKey(actor, name, typed), portal);
  },
};
