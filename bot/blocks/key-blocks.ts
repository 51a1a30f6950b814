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
  const { masked, pause } = key[environment];
  const facts = `${receiptLine(fence)} · \`${masked}\` · version ${key.version}`;
  const lines = pause === undefined ? [facts] : [`On again by itself ${dateTime(pause.until)}`, facts];
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*`), ...lines.map(context)] };
}

function receiptLine(fence: FenceOutcome): string {
  const epoch = fence.kind === 'held' ? ` · epoch ${fence.receipt.epoch}` : '';
  return `${outcomeInWords(fence)}${epoch}`;
}

/** One key, both environments: what is on, what is allowed, which text it has (masked), and the page. */
export function keyAnswer(key: KeyView, portal: string, endpointSlug: string): Answer {
  const page = `${portal}/apis/${endpointSlug}/keys/${key.id}`;
  const places = environments.map(environment => {
    const { active, masked, pause, overlap, permissions } = key[environment];
    const allowed = permissions.length === 0 ? 'nothing allowed' : permissions.join(', ');
    const lines = [
      `*${environmentLabels[environment]}*  ${stateWord(active)} · ${allowed} · \`${masked}\``,
      pause && `On again by itself ${dateTime(pause.until)}`,
      overlap && `Old key \`${overlap.masked}\` works until ${dateTime(overlap.validUntil)}`,
    ];
    return section(lines.filter(line => line !== undefined).join('\n'));
  });
  const head = section(`*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpointSlug)}`);
  return { text: key.name, blocks: [head, ...places, context(`<${page}|Open in the portal>`)] };
}

/** Slack writes it in the reader's own time zone; the fallback is UTC. */
function dateTime(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString()}>`;
}

/** Production asks first: the buttons name the act, and carry the target, never "the other way". */
export function confirmAnswer(key: KeyView, environment: Environment, target: SwitchTarget): Answer {
  const place = environmentLabels[environment];
  const time = target.for === undefined ? '' : ` for ${target.for}`;
  const text = `${target.active ? 'Activate' : 'Deactivate'} ${key.name} in ${place}${time}?`;
  const effect = target.active
    ? `Calls with this key work again in ${place}.`
    : `Every ${place} call with this key is refused${time}. ${otherStays(environment)}`;
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

function otherStays(environment: Environment): string {
  return `${environmentLabels[environment === 'sandbox' ? 'production' : 'sandbox']} stays as it is.`;
}
