import { keyAnswer } from '../blocks/key-blocks.ts';
import { CommandError } from '../errors.ts';
import { findKey } from '../find-key.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey show <key>';

export const show: Subcommand = {
  name: 'show',
  usage,
  description: 'One key: both environments, permissions, what ends when',
  async run([keyName, ...rest], { actor, portal }) {
    if (keyName === undefined) throw new CommandError(`Which key? ${usage}`);
    if (rest.length > 0) throw new CommandError(`"${rest.join(' ')}" is too much. ${usage}`);
    const { key, endpoint } = await findKey(actor, keyName);
    return keyAnswer(key, portal, endpoint);
  },
};
