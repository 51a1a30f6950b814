import { readRecentUse } from '@ck/shared/calls';
import { type PermissionChange, saveAndTell } from '../acts/permissions.ts';
import { runButton } from '../blocks/buttons.ts';
import { permissionsQuestion } from '../blocks/questions.ts';
import { cut } from '../blocks/text.ts';
import { CommandError } from '../errors.ts';
import { environmentNamed, findKey, readEnvironment } from '../find-key.ts';
import { readPermissionWords } from './permission-words.ts';
import { requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey permissions <key> sandbox|production [+read -delete]';

export const permissions: Subcommand = {
  for: 'owner',
  name: 'permissions',
  usage,
  description: 'What a key may do in one environment',
  examples: ['permissions acme production +read -delete', 'permissions acme sandbox read,create'],
  form([key, place, ...changes]) {
    const environment = environmentNamed(place);
    if (key === undefined || environment === undefined || changes.length > 0) return undefined;
    return { form: 'permissions', key, environment };
  },
  async run([keyWord, place, ...changes], asking, typed) {
    const word = requireKeyWord(keyWord, 'permissions', usage);
    const environment = readEnvironment(place, typed);
    const { key } = await findKey(asking.actor, word, typed);
    const before = key[environment].permissions;
    const read = readPermissionWords(changes, before);
    if (!read.ok)
      throw new CommandError(
        `"${cut(read.word, 40)}" is no permission. Use create, read, update, delete with + or -.`,
        [runButton('Help for permissions', ['help', 'permissions'])],
      );
    const change: PermissionChange = {
      ...{ keyId: key.id, environment, version: key.version },
      permissions: read.permissions,
    };
    const taken = before.filter(each => !read.permissions.includes(each));
    const isChange = taken.length > 0 || read.permissions.length > before.length;
    if (environment === 'sandbox' || !isChange) return await saveAndTell(asking, change);
    const { use } =
      taken.length === 0
        ? { use: { calls: 0, addresses: 0 } }
        : await readRecentUse(asking.actor, { keyId: key.id, environment, needing: taken });
    return permissionsQuestion(key, { ...change, askedAt: asking.now() }, use);
  },
};
