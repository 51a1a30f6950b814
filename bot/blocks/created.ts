import { environmentLabels, environments } from '@ck/shared/endpoints';
import type { KeyView, NamedKey } from '@ck/shared/keys';
import type { Fenced } from '@ck/shared/receipt';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, context, section } from './blocks.ts';
import { linkButton, runButton } from './buttons.ts';
import { keyPage, receiptLine } from './key-blocks.ts';
import { escapeMrkdwn } from './text.ts';

/** A new key: masked, since Slack keeps what is said in it; the portal shows it. */
export function createdAnswer(key: Fenced<KeyView>, endpoint: NamedKey['endpoint'], portal: string): Answer {
  const what = `${key.name} has its keys for ${endpoint.name}`;
  const text = key.fence.kind === 'held' ? what : `Not confirmed yet: ${what}`;
  const places = environments.map(
    environment => `*${environmentLabels[environment]}*  Active · \`${key[environment].masked}\``,
  );
  const allowed = key.sandbox.permissions.length === 0 ? 'nothing' : key.sandbox.permissions.join(', ');
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(text)}*\n${places.join('\n')}\nAllowed in both: ${allowed}`),
      context(receiptLine(key.fence)),
      ...actions(
        runButton('Invite', ['invite', keyWord(key.id)], { style: 'primary' }),
        linkButton('Show the keys in the portal', keyPage(portal, { key, endpoint })),
      ),
    ],
  };
}
