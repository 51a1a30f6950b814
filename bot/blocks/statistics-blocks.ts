import { type Environment, environmentLabels } from '@ck/shared/endpoints';
import type { NamedKey } from '@ck/shared/keys';
import type { Statistics } from '@ck/shared/statistics';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, section } from './blocks.ts';
import { linkButton, runButton } from './buttons.ts';
import { keyPage } from './key-blocks.ts';
import { count, cut, escapeMrkdwn, percent } from './text.ts';

/** Calls, errors and times of a key, by environment. */
export function statisticsAnswer(
  named: NamedKey,
  figures: readonly { environment: Environment; statistics: Statistics }[],
  portal: string,
): Answer {
  const { key } = named;
  const text = `${key.name} in the last 24 hours`;
  const parts = figures.map(({ environment, statistics }) => section(figureLines(environment, statistics)));
  const buttons = actions(
    runButton('What went wrong', ['logs', keyWord(key.id)]),
    linkButton('Open statistics', `${keyPage(portal, named)}/statistics`),
  );
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*`), ...parts, ...buttons] };
}

function figureLines(environment: Environment, { total, operations, bySource }: Statistics): string {
  const place = `*${environmentLabels[environment]}*`;
  if (total.calls === 0) return `${place}  no calls`;
  const { calls, errors, latency } = total;
  const times =
    latency === undefined
      ? ''
      : ` · p50 ${Math.round(latency.p50)} ms, p95 ${Math.round(latency.p95)} ms, p99 ${Math.round(latency.p99)} ms`;
  const console =
    bySource.console === 0 ? '' : ` (${bySource.console.toLocaleString('en-US')} from the console)`;
  const [top] = operations;
  const most =
    top === undefined
      ? ''
      : `\nMost called: ${escapeMrkdwn(cut(`${top.method} ${top.path ?? top.operationId ?? 'outside of the document'}`, 120))}, ${count(top.calls, 'call')}`;
  return `${place}  ${count(calls, 'call')}${console} · ${percent(errors, calls)} errors${times}${most}`;
}
