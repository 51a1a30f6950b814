import { findKeysByName } from '@ck/shared/keys';
import { listWaitingRequests } from '@ck/shared/requests';
import { readCallsOfKeys } from '@ck/shared/statistics';
import { actions, context, section } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { count, cut, escapeMrkdwn } from '../blocks/text.ts';
import { keyWord } from '../find-key.ts';
import type { Subcommand } from './subcommand.ts';

const looked = 100;
const offered = 5;

/** What `/collabkey` alone answers: the keys that are in use, and what can be done, as buttons. */
export const launcher: Subcommand = {
  for: 'owner',
  name: '',
  usage: '/collabkey',
  description: 'The keys in use, and what can be done',
  examples: [],
  async run(_, { actor }) {
    const [{ keys, matching }, { waiting }] = await Promise.all([
      findKeysByName(actor, { start: '', size: looked }),
      listWaitingRequests(actor, { size: 1 }),
    ]);
    const calls = await readCallsOfKeys(keys.map(({ key }) => key.id));
    const lastAt = (id: string) => calls.get(id)?.lastAt?.getTime() ?? 0;
    const inUse = keys.toSorted((a, b) => lastAt(b.key.id) - lastAt(a.key.id)).slice(0, offered);
    const wait =
      waiting === 0
        ? undefined
        : runButton(`${count(waiting, 'request')} waiting`, ['requests'], { style: 'primary' });
    const rows = inUse.map(({ key, endpoint }) =>
      runButton(cut(`${key.name} on ${endpoint.slug}`, 60), ['show', keyWord(key.id)]),
    );
    const text =
      matching === 0 ? 'No collaboration keys yet.' : `${count(matching, 'collaboration key')}. Which one?`;
    return {
      text,
      blocks: [
        section(escapeMrkdwn(text)),
        ...actions(...rows),
        ...actions(
          wait,
          runButton('List keys', ['list']),
          runButton('Create a key', ['create']),
          runButton('Help', ['help']),
        ),
        context('Or type: `/collabkey off acme production`'),
      ],
    };
  },
};
