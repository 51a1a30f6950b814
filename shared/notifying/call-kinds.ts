/** What the calls of a key show. Jobs find these out. */
import type { Kind } from './kind.ts';
import { countInWords, keyInWords, timeInWords } from './words.ts';

export const errorRate: Kind = {
  label: 'Error rate',
  hint: 'Calls are answered with 5xx more often than you allow',
  audience: 'collaborator',
  assignedOnAccept: false,
  threshold: { label: 'At least', unit: '% of the calls of 5 minutes', least: 1, most: 100, usual: 5 },
  place: 'calls',
  sample: { failed: 31, total: 120, threshold: 5 },
  words(told) {
    const { failed, total, threshold } = told.facts;
    const [bad, all] = [Number(failed), Number(total)];
    const share = all === 0 ? 0 : Math.round((bad / all) * 1000) / 10;
    return {
      title: `${keyInWords(told)}: ${share} % of its calls fail`,
      text: `${bad} of ${countInWords(all, 'call')} in 5 minutes were answered with 5xx; you allow ${Number(threshold)} %. You are told again only after it was well.`,
      next: `Look at the failed calls. If they are not yours to mend, tell the owner of the ${told.endpoint}.`,
    };
  },
};

export const firstProductionCall: Kind = {
  label: 'First production call',
  hint: 'The first call that the Production key was let through with',
  audience: 'collaborator',
  assignedOnAccept: false,
  place: 'calls',
  sample: { method: 'GET', path: '/orders', status: 200, at: '2026-11-26T09:00:00Z' },
  words(told) {
    const { method, path, status, at } = told.facts;
    return {
      title: `${told.keyName} is live: first production call`,
      text: `${String(method)} ${String(path)} was answered with ${Number(status)} on ${timeInWords(at)}.`,
      next: 'Look at it, and at what comes after it, among the calls.',
    };
  },
};

export const noCalls: Kind = {
  label: 'No calls',
  hint: 'Nothing was sent with the key for so many days',
  audience: 'collaborator',
  assignedOnAccept: false,
  threshold: { label: 'None for', unit: 'days', least: 1, most: 90, usual: 7 },
  place: 'calls',
  sample: { days: 7, lastAt: '2026-11-19T09:00:00Z' },
  words(told) {
    const { days, lastAt } = told.facts;
    return {
      title: `No call with ${told.keyName} for ${countInWords(Number(days), 'day')}`,
      text:
        lastAt === undefined || lastAt === null
          ? 'No call is on record.'
          : `The last one came on ${timeInWords(lastAt)}.`,
      next: 'If your app should be calling, see whether it still runs and holds the current key.',
    };
  },
};
