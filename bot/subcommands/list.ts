import { keyListAnswer } from '../blocks/key-blocks.ts';
import { listAllKeys } from '../find-key.ts';
import type { Subcommand } from './subcommand.ts';

export const list: Subcommand = {
  name: 'list',
  usage: '/collabkey list',
  description: 'Your collaboration keys with their state',
  async run(_, { actor, portal }) {
    return keyListAnswer(await listAllKeys(actor), portal);
  },
};
