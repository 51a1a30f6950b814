import { type Environment, environmentLabels, environments } from '@ck/shared/endpoints';
import type { KeyView, NamedKey } from '@ck/shared/keys';
import { type Fenced, type FenceOutcome, outcomeInWords } from '@ck/shared/receipt';
import type { Button, KnownBlock } from '@slack/types';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, context, section } from './blocks.ts';
import { linkButton, runButton } from './buttons.ts';
import { dateTime, escapeMrkdwn } from './text.ts';

export function stateWord(active: boolean): string {
  return active ? 'Active' : 'Inactive';
}

export const keyPage = (portal: string, { key, endpoint }: NamedKey): string =>
  `${portal}/apis/${endpoint.slug}/keys/${key.id}`;

function statesOf(key: KeyView): string {
  return environments
    .map(environment => `${environmentLabels[environment]} ${stateWord(key[environment].active)}`)
    .join(' · ');
}

type KeyList = { keys: readonly NamedKey[]; matching: number; page: number; pages: number };

/** One page of keys with the state of both environments. @param start what the names begin with */
export function keyListAnswer(
  { keys, matching, page, pages }: KeyList,
  start: string,
  portal: string,
): Answer {
  if (keys.length === 0) {
    const text = start === '' ? 'No collaboration keys yet.' : `No key begins with "${start}".`;
    return { text, blocks: [section(escapeMrkdwn(text)), ...actions(runButton('Create a key', ['create']))] };
  }
  const rows = keys.map(({ key, endpoint }): KnownBlock => {
    const name = `*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint.slug)}: ${statesOf(key)}`;
    const show = { ...runButton('Show', ['show', keyWord(key.id)]), action_id: `act-${key.id}` };
    return { type: 'section', text: { type: 'mrkdwn', text: name }, accessory: show };
  });
  const turn = (label: string, to: number): Button | undefined =>
    to >= 1 && to <= pages ? runButton(label, ['list', start, String(to)]) : undefined;
  const all = matching === 1 ? '1 collaboration key' : `${matching} collaboration keys`;
  const place = pages > 1 ? `${all} · page ${page} of ${pages}` : all;
  return {
    text: all,
    blocks: [
      ...rows,
      context(`${place} · <${portal}/apis|Open in the portal>`),
      ...actions(turn('Back', page - 1), turn('More', page + 1)),
    ],
  };
}

/** One key, both environments: what is on, what is allowed, which text it has (masked), and what can be done. */
export function keyAnswer(named: NamedKey, portal: string): Answer {
  const { key, endpoint } = named;
  const places = environments.flatMap(environment => [
    section(environmentLines(key, environment)),
    ...actions(...environmentButtons(key, environment)),
  ]);
  const head = section(`*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint.slug)}`);
  const description = key.description === '' ? [] : [context(escapeMrkdwn(key.description))];
  const more = actions(
    runButton('Invite', ['invite', keyWord(key.id)]),
    linkButton('Open in the portal', keyPage(portal, named)),
  );
  return { text: key.name, blocks: [head, ...description, ...places, ...more] };
}

function environmentLines(key: KeyView, environment: Environment): string {
  const { active, masked, pause, overlap, permissions } = key[environment];
  const allowed = permissions.length === 0 ? 'nothing allowed' : permissions.join(', ');
  return [
    `*${environmentLabels[environment]}*  ${stateWord(active)} · ${allowed} · \`${masked}\``,
    pause && `On again by itself ${dateTime(pause.until)}`,
    overlap && `Old key \`${overlap.masked}\` works until ${dateTime(overlap.validUntil)}`,
  ]
    .filter(line => line !== undefined)
    .join('\n');
}

function environmentButtons(key: KeyView, environment: Environment): Button[] {
  const word = keyWord(key.id);
  return [
    key[environment].active
      ? runButton('Deactivate', ['off', word, environment])
      : runButton('Activate', ['on', word, environment]),
    runButton('Permissions', ['permissions', word, environment]),
    runButton('Regenerate', ['regenerate', word, environment]),
    runButton('Logs', ['logs', word, environment]),
  ];
}

/** How a change holds, in the receipt's one sentence. */
export function receiptLine(fence: FenceOutcome): string {
  const epoch = fence.kind === 'held' ? ` · epoch ${fence.receipt.epoch}` : '';
  return `${outcomeInWords(fence)}${epoch}`;
}

/** What a change did and how it holds; never the words of success for what is not confirmed. */
export function changedAnswer(
  what: string,
  key: Fenced<KeyView>,
  environment: Environment,
  { fence = key.fence, lines = [], buttons = [] }: Receipt = {},
): Answer {
  const text = fence.kind === 'held' ? what : `Not confirmed yet: ${what}`;
  const facts = `${receiptLine(fence)} · \`${key[environment].masked}\` · version ${key.version}`;
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(text)}*`),
      ...lines.map(context),
      context(facts),
      ...actions(...buttons),
    ],
  };
}

type Receipt = {
  fence?: FenceOutcome;
  /** What else is to be said, in mrkdwn. */
  lines?: readonly string[];
  buttons?: readonly (Button | undefined)[];
};
