import { createKey } from '@ck/shared/keys';
import { runButton } from '../blocks/buttons.ts';
import { createdAnswer } from '../blocks/created.ts';
import { cut } from '../blocks/text.ts';
import { CommandError } from '../errors.ts';
import { findEndpoint } from '../find-key.ts';
import { readPermissionWords } from './permission-words.ts';
import type { Subcommand } from './subcommand.ts';

type Typed = { name?: string; endpoint?: string; permissions: readonly string[] };

/** `"Acme Corp" on orders read,create`; a name of several words may come without quotes. */
function readTyped(words: readonly string[]): Typed {
  const at = words.findIndex((word, index) => index > 0 && word.toLowerCase() === 'on');
  const name = (at < 0 ? words : words.slice(0, at)).join(' ');
  const [endpoint, ...permissions] = at < 0 ? [] : words.slice(at + 1);
  return {
    ...(name !== '' && { name }),
    ...(endpoint !== undefined && { endpoint }),
    permissions,
  };
}

export const create: Subcommand = {
  for: 'owner',
  name: 'create',
  usage: '/collabkey create <name> on <API> [permissions]',
  description: 'Share an API with a partner: a Sandbox and a Production key',
  examples: ['create "Acme Corp" on orders', 'create Birch on orders read', 'create'],
  form(words) {
    const { name, endpoint } = readTyped(words);
    if (name !== undefined && endpoint !== undefined) return undefined;
    return { form: 'create', ...(name !== undefined && { name: cut(name, 200) }) };
  },
  async run(words, asking, typed) {
    const { name = '', endpoint: word = '', permissions } = readTyped(words);
    const endpoint = await findEndpoint(asking.actor, word, typed);
    const read = readPermissionWords(permissions.length === 0 ? ['all'] : permissions, []);
    if (!read.ok)
      throw new CommandError(`"${cut(read.word, 40)}" is no permission. Use create, read, update, delete.`, [
        runButton('Help for create', ['help', 'create']),
      ]);
    const form = { endpointId: endpoint.id, name, permissions: read.permissions };
    return createdAnswer(await createKey(asking.actor, form, asking.secrets), endpoint, asking.portal);
  },
};
