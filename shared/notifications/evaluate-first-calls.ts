import { firstCallOf } from '../calls/index.ts';
import { databaseTime, inTransaction } from '../database/index.ts';
import { type HeardRule, listHeardRules } from './heard-rules.ts';
import { claimMark, moveMark, readMarks } from './mark.ts';
import { tellEpisode } from './tell-episode.ts';

const kind = 'first_production_call' as const;
/** Records may be stored late, after the database was away; looking back so far costs little. */
const lateMs = 60 * 60_000;

const doneId = ({ keyId, accountId }: HeardRule) => `${kind}:${keyId}:${accountId}`;
const lookedId = ({ keyId }: HeardRule) => `${kind}:looked:${keyId}`;

/**
 * Tells of the first production call of a key, once and for all. A key that was live before this was assigned has had
 * its first call: nobody is told of an old one. @returns how many were told
 */
export async function evaluateFirstCalls(): Promise<number> {
  const rules = await listHeardRules(kind);
  if (rules.length === 0) return 0;
  const marks = await readMarks(rules.flatMap(rule => [doneId(rule), lookedId(rule)]));
  const now = await databaseTime();
  let told = 0;
  for (const rule of rules.filter(each => !marks.has(doneId(each)))) {
    // A partner that only tests may have very many calls: each is looked at about once.
    const since = marks.get(lookedId(rule)) ?? rule.assignedAt;
    const found = await firstCallOf(rule.keyId, 'production', since);
    if (found === undefined) await moveMark(lookedId(rule), new Date(now.getTime() - lateMs));
    else if (await concludeFirstCall(rule, now)) told += 1;
  }
  return told;
}

async function concludeFirstCall(rule: HeardRule, now: Date): Promise<boolean> {
  const first = await firstCallOf(rule.keyId, 'production');
  if (first === undefined) return false;
  if (first.at < rule.assignedAt) {
    await inTransaction(session => claimMark(doneId(rule), now, session));
    return false;
  }
  const { _id: callId, method, path, status, at } = first;
  const facts = { callId, method, path, status, at: at.toISOString() };
  return await tellEpisode(doneId(rule), rule, { kind, environment: 'production', facts }, now);
}
