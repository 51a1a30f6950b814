import { lastCallAt } from '../calls/index.ts';
import { databaseTime } from '../database/index.ts';
import { judgeSilence } from './alert-state.ts';
import { listHeardRules } from './heard-rules.ts';
import { readMarks, removeMarks } from './mark.ts';
import { tellEpisode } from './tell-episode.ts';

const kind = 'no_calls' as const;
const dayMs = 24 * 60 * 60_000;

/**
 * Tells everybody who wants to hear of it that a key has not been used for as many days as they said, once until it is
 * used again. Counted from the last call, or from when it was assigned. @returns how many were told
 */
export async function evaluateSilence(): Promise<number> {
  const rules = await listHeardRules(kind);
  if (rules.length === 0) return 0;
  const now = await databaseTime();
  const idOf = ({ keyId, accountId }: (typeof rules)[number]) => `${kind}:${keyId}:${accountId}`;
  const going = await readMarks(rules.map(idOf));
  const over: string[] = [];
  let told = 0;
  for (const rule of rules) {
    const id = idOf(rule);
    const lastAt = await lastCallAt(rule.keyId);
    const lastSign = lastAt ?? rule.assignedAt;
    const verdict = judgeSilence(going.has(id), lastSign, now, rule.threshold);
    if (verdict === 'end') over.push(id);
    if (verdict !== 'begin') continue;
    const days = Math.floor((now.getTime() - lastSign.getTime()) / dayMs);
    const facts = { days, ...(lastAt !== undefined && { lastAt: lastAt.toISOString() }) };
    if (await tellEpisode(id, rule, { kind, facts }, now)) told += 1;
  }
  await removeMarks(over);
  return told;
}
