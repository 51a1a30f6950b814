import type { CallView, FailureGroup } from '@ck/shared/calls';
import { type Environment, environmentLabels } from '@ck/shared/endpoints';
import type { NamedKey } from '@ck/shared/keys';
import { explainOutcome } from '@ck/shared/refusal-words';
import type { Button, KnownBlock } from '@slack/types';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, context, plainAnswer, section } from './blocks.ts';
import { actButton, linkButton, runButton } from './buttons.ts';
import { keyPage } from './key-blocks.ts';
import { ago, count, cut, dateTime, escapeMrkdwn } from './text.ts';

const shown = 8;

type Place = { portal: string; now: number; environment?: Environment };

/** What went wrong, grouped by answer, each with its meaning and its newest call. */
export function failuresAnswer(
  named: NamedKey,
  groups: readonly FailureGroup[],
  { portal, now, environment }: Place,
): Answer {
  const { key } = named;
  const where = environment === undefined ? '' : ` in ${environmentLabels[environment]}`;
  const page = linkButton('Open the log', `${keyPage(portal, named)}/logs`);
  if (groups.length === 0)
    return plainAnswer(`Nothing went wrong with ${key.name}${where} in the last 24 hours.`, page);
  const calls = groups.reduce((sum, group) => sum + group.calls, 0);
  const text = `${count(calls, 'call')} of ${key.name}${where} went wrong in the last 24 hours`;
  const rows = groups.slice(0, shown).map(group => section(failureLines(group, now)));
  const busiest = environment ?? groups[0]?.environment ?? 'production';
  return {
    text,
    blocks: [section(`*${escapeMrkdwn(text)}*`), ...rows, ...failureButtons(key.id, busiest, page)],
  };
}

/** The switch is beside what went wrong: the owner at night needs no second command. */
export function failureButtons(
  keyId: string,
  environment: Environment,
  ...more: readonly (Button | undefined)[]
): KnownBlock[] {
  const word = keyWord(keyId);
  return actions(
    runButton('Off 1 h', ['off', word, environment, 'for', '1h'], { style: 'danger' }),
    actButton('Tell the partner', { do: 'form', call: { form: 'tell', key: word, environment } }),
    ...more,
  );
}

function failureLines({ calls, status, outcome, environment, last }: FailureGroup, now: number): string {
  const code = outcome === 'ok' ? '' : ` ${outcome}`;
  const meaning = explainOutcome(outcome)?.title ?? 'The API answered so';
  return `*${calls.toLocaleString('en-US')} × ${status}${escapeMrkdwn(code)}* in ${environmentLabels[environment]}: ${escapeMrkdwn(meaning)}\nLast ${escapeMrkdwn(last.method)} \`${escapeMrkdwn(cut(last.path, 120))}\` from ${escapeMrkdwn(last.address)}, ${ago(last.at, now)} · \`${last.id}\``;
}

/** One line for many: "31 × 403 permission_missing". */
export function failureCounts(groups: readonly FailureGroup[]): string {
  const parts = groups
    .slice(0, 4)
    .map(
      ({ calls, status, outcome }) =>
        `${calls.toLocaleString('en-US')} × ${status}${outcome === 'ok' ? '' : ` ${outcome}`}`,
    );
  const rest = groups.slice(4).reduce((sum, { calls }) => sum + calls, 0);
  return [...parts, ...(rest > 0 ? [`${rest.toLocaleString('en-US')} others`] : [])].join(' · ');
}

/** One call by its request id: what came, what became of it, and how that is mended. */
export function callAnswer(
  call: CallView,
  { keyName, portal, slug }: { keyName: string; portal: string; slug?: string },
): Answer {
  const { id, at, method, path, status, outcome, environment, address, source, gatewayMs, upstreamMs } = call;
  const text = `${method} ${cut(path, 200)} → ${status}`;
  const explained = explainOutcome(outcome);
  const meaning =
    explained === undefined ? [] : [section(escapeMrkdwn(`${explained.title}. ${explained.fix}`))];
  const took = `gateway ${Math.round(gatewayMs)} ms${upstreamMs === undefined ? '' : `, API ${Math.round(upstreamMs)} ms`}`;
  const facts = `${escapeMrkdwn(keyName)} · ${environmentLabels[environment]} · ${source} · ${escapeMrkdwn(address)} · ${took} · ${dateTime(at)}`;
  const code = outcome === 'ok' ? '' : `  ${escapeMrkdwn(outcome)}`;
  const page = slug === undefined ? [] : actions(linkButton('Open the row', `${portal}/calls/${id}`));
  return {
    text,
    blocks: [section(`*${escapeMrkdwn(text)}*${code}`), ...meaning, context(facts), ...page],
  };
}
