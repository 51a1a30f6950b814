import { countFailures } from '../calls/index.ts';
import { databaseTime } from '../database/index.ts';
import { environments } from '../environment.ts';
import { judgeErrorRate } from './alert-state.ts';
import { type HeardRule, listHeardRules } from './heard-rules.ts';
import { readMarks, removeMarks } from './mark.ts';
import { tellEpisode } from './tell-episode.ts';

const windowMs = 5 * 60_000;
const kind = 'error_rate' as const;

/**
 * Looks at the calls of the last five minutes of every key whose error rate somebody wants to hear of, and tells each
 * person once for each episode. @returns how many were told
 */
export async function evaluateErrorRates(): Promise<number> {
  const rules = await listHeardRules(kind);
  if (rules.length === 0) return 0;
  const now = await databaseTime();
  const keyIds = [...new Set(rules.map(({ keyId }) => keyId))];
  const traffic = await countFailures(keyIds, new Date(now.getTime() - windowMs));
  const watched = rules.flatMap(rule => environments.map(environment => ({ rule, environment })));
  const idOf = ({ rule, environment }: (typeof watched)[number]) => episodeId(rule, environment);
  const going = await readMarks(watched.map(idOf));
  const over: string[] = [];
  let told = 0;
  for (const each of watched) {
    const { rule, environment } = each;
    const id = idOf(each);
    const counts = traffic.get(`${rule.keyId}:${environment}`) ?? { total: 0, failed: 0 };
    const verdict = judgeErrorRate(going.has(id), counts, rule.threshold);
    if (verdict === 'end') over.push(id);
    if (verdict !== 'begin') continue;
    const facts = { ...counts, threshold: rule.threshold };
    if (await tellEpisode(id, rule, { kind, environment, facts }, now)) told += 1;
  }
  await removeMarks(over);
  return told;
}

const episodeId = ({ keyId, accountId }: HeardRule, environment: string) =>
  `${kind}:${keyId}:${environment}:${accountId}`;
