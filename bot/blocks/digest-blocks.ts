import type { FailureGroup } from '@ck/shared/calls';
import { environmentLabels } from '@ck/shared/endpoints';
import { keyWord } from '../find-key.ts';
import { type Answer, actions, context, section } from './blocks.ts';
import { linkButton, runButton } from './buttons.ts';
import { failureButtons, failureCounts } from './log-blocks.ts';
import { count, dateTime, escapeMrkdwn } from './text.ts';

type Digest = {
  endpoint: { slug: string; name: string };
  groups: readonly FailureGroup[];
  names: ReadonlyMap<string, string>;
  from: Date;
  to: Date;
};

const shown = 5;

/** What went wrong on an endpoint since the last digest, by key and code, with the switch beside each. */
export function digestAnswer({ endpoint, groups, names, from, to }: Digest, portal: string): Answer {
  const calls = groups.reduce((sum, group) => sum + group.calls, 0);
  const text = `${endpoint.name}: ${count(calls, 'call')} went wrong`;
  const byKey = [...Map.groupBy(groups, ({ keyId, environment }) => `${keyId} ${environment}`).values()];
  const rows = byKey.slice(0, shown).flatMap(group => {
    const [{ keyId, environment }] = group as [FailureGroup];
    const name = escapeMrkdwn(names.get(keyId) ?? keyId);
    const last = runButton('Show last refusals', ['logs', keyWord(keyId), environment]);
    return [
      section(`*${name}* · ${environmentLabels[environment]}\n${escapeMrkdwn(failureCounts(group))}`),
      ...failureButtons(keyId, environment, last),
    ];
  });
  const more = byKey.length > shown ? [context(`${byKey.length - shown} more keys in the log`)] : [];
  const page = `${portal}/apis/${endpoint.slug}/logs?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })}`;
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(text)}*\nBetween ${dateTime(from)} and ${dateTime(to)}`),
      ...rows,
      ...more,
      ...actions(linkButton('Open the log', page)),
    ],
  };
}
