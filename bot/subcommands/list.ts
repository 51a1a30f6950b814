import { findKeysByName } from '@ck/shared/keys';
import { keyListAnswer } from '../blocks/key-blocks.ts';
import type { Subcommand } from './subcommand.ts';

export const list: Subcommand = {
  for: 'owner',
  name: 'list',
  usage: '/collabkey list [beginning of a name]',
  description: 'Your collaboration keys with their state',
  examples: ['list', 'list acme'],
  async run([start = '', page = '1'], { actor, portal }) {
    const found = await findKeysByName(actor, { start, page: Number.parseInt(page, 10) || 1 });
    return keyListAnswer(found, start, portal);
  },
};
