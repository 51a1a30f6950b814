import { type Environment, environmentLabels, environments } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { type Fenced, type FenceOutcome, outcomeInWords } from '@ck/shared/receipt';
import type { KnownBlock } from '@slack/types';
import type { SwitchTarget } from '../switch-target.ts';
import { type Answer, context, cut, escapeMrkdwn, section } from './blocks.ts';

const listed = 20;

export function stateWord(active: boolean): string {
  return active ? 'Active' : 'Inactive';
}

/** The keys with the state of both environments; the rest is a link away. */
export function keyListAnswer(keys: readonly { key: KeyView; endpoint: string }[], portal: string): Answer {
  if (keys.length === 0)
    return { text: 'No collaboration keys yet.', blocks: [section('No collaboration keys yet.')] };
  const lines = keys.slice(0, listed).map(({ key, endpoint }) => {
    const states = environments.map(environment => {
      return `${environmentLabels[environment]} ${stateWord(key[environment].active)}`;
    });
    return `*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint)}: ${states.join(' · ')}`;
  });
  const more = keys.length > listed ? `${keys.length - listed} more in the ` : 'All in the ';
  const blocks: KnownBlock[] = lines.map(section);
  return {
    text: `${keys.length} collaboration keys`,
    blocks: [...blocks, context(`${more}<${portal}/apis|portal>`)],
  };
}

/** What a switch did, in the words that the portal uses, and how it holds. */
export function switchedAnswer(key: Fenced<KeyView>, environment: Environment, fence = key.fence): Answer {
  const state = key[environment].active ? 'active' : 'off';
  const what = `${environmentLabels[environment]} is ${state} for ${key.name}`;
  const text = fence.kind === 'held' ? what : `Not confirmed yet: ${what}`;
  const facts = `${receiptLine(fence)} · \`${key[environment].masked}\` · version ${key.version}`;
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*`), context(facts)] };
}

function receiptLine(fence: FenceOutcome): string {
  const epoch = fence.kind === 'held' ? ` · epoch ${fence.receipt.epoch}` : '';
  return `${outcomeInWords(fence)}${epoch}`;
}

/** Production asks first: the buttons name the act, and carry the target, never "the other way". */
export function confirmAnswer(key: KeyView, environment: Environment, target: SwitchTarget): Answer {
  const place = environmentLabels[environment];
  const text = `${target.active ? 'Activate' : 'Deactivate'} ${key.name} in ${place}?`;
  const effect = target.active
    ? `Calls with this key work again in ${place}.`
    : `Every ${place} call with this key is refused. Sandbox stays as it is.`;
  const keep = key[environment].active ? 'Keep active' : 'Keep off';
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(cut(text, 200))}*\n${effect}`),
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'keep', text: { type: 'plain_text', text: keep } },
          {
            type: 'button',
            action_id: 'switch',
            style: target.active ? 'primary' : 'danger',
            text: { type: 'plain_text', text: `${target.active ? 'Activate' : 'Deactivate'} ${place}` },
            value: JSON.stringify(target),
          },
        ],
      },
    ],
  };
}
