import { type CallFilter, type CallSubject, callCollection, findCalls } from '@ck/shared/calls';
import type { Filled } from './fill.ts';
import { measure } from './measure.ts';
import { rare } from './row.ts';
import type { Asked } from './verdict.ts';

type Question = {
  name: string;
  /** An index alone answers it. */
  isExact: boolean;
  ask(subject: CallSubject): Promise<CallFilter> | CallFilter;
};

/** In each turn: some to warm up, which do not count, and some that do. The slow ones take a second each. */
const asks = { warmUp: 3, exact: 20, further: 2 };
const pageSize = 50;
const dayMs = 24 * 60 * 60 * 1000;

const any = (days: number) => {
  const from = new Date(Date.now() - days * dayMs - Math.random() * (89 - days) * dayMs);
  return { from, to: new Date(from.getTime() + days * dayMs) };
};

/** Of times so long that even the small log has a full page of them: otherwise the large one would have more to tell. */
const questions: readonly Question[] = [
  { name: 'newest', isExact: true, ask: () => ({}) },
  { name: 'a day', isExact: true, ask: () => any(1) },
  { name: 'class 3xx, none', isExact: true, ask: () => ({ statusClass: 3 }) },
  { name: 'class 5xx', isExact: true, ask: () => ({ statusClass: 5 }) },
  { name: 'class 5xx of a week', isExact: true, ask: () => ({ statusClass: 5, ...any(7) }) },
  { name: 'code of a month', isExact: true, ask: () => ({ outcome: 'permission_missing', ...any(30) }) },
  { name: 'code, rare', isExact: true, ask: () => ({ outcome: rare.outcome }) },
  { name: 'operation of a day', isExact: true, ask: () => ({ operation: 'cancelOrder', ...any(1) }) },
  { name: 'console of a week', isExact: true, ask: () => ({ source: 'console', ...any(7) }) },
  { name: 'address of a day', isExact: true, ask: () => ({ address: '10.0.0.1', ...any(1) }) },
  { name: 'address, rare', isExact: true, ask: () => ({ address: rare.address }) },
  { name: 'request id', isExact: true, ask: async subject => ({ request: await anyId(subject) }) },
  { name: 'environment of a day', isExact: false, ask: () => ({ environment: 'sandbox', ...any(1) }) },
  { name: 'app of a day', isExact: true, ask: () => ({ source: 'app', ...any(1) }) },
  { name: 'class 2xx of a day', isExact: true, ask: () => ({ statusClass: 2, ...any(1) }) },
  { name: 'refused', isExact: true, ask: () => ({ outcome: 'refused' }) },
  { name: 'status, rare', isExact: false, ask: () => ({ status: rare.status }) },
  { name: 'path that is not there', isExact: false, ask: () => ({ path: '/nothing' }) },
];

/** One turn: the owner asks each question of the endpoint and of its busiest key, with values that change. */
export async function askAll({ owner, endpointId, keyIds }: Filled): Promise<Asked[]> {
  const subjects: [string, CallSubject][] = [
    ['endpoint', { endpointId }],
    ['key', { keyId: keyIds[0] ?? '' }],
  ];
  const asked: Asked[] = [];
  for (const { name, isExact, ask } of questions)
    for (const [of, subject] of subjects) {
      const some = async (times: number) => {
        const filters = await Promise.all(Array.from({ length: times }, () => ask(subject)));
        return filters.map(filter => async () => {
          const page = await findCalls(owner, { subject, filter, limit: pageSize });
          return { rows: page.calls.length, isWhole: page.searchedBackTo === undefined };
        });
      };
      const counted = await some(isExact ? asks.exact : asks.further);
      const warmUp = await some(isExact ? asks.warmUp : 1);
      asked.push(await measure({ name: `${of}: ${name}`, isExact }, { warmUp, counted }));
    }
  return asked;
}

/** Of any row of the subject; only the index is read for it, so that the row is as cold as any. */
async function anyId(subject: CallSubject): Promise<string> {
  const before = { ...subject, at: { $lt: any(0).from } };
  const [row] = await callCollection()
    .find(before, { projection: { _id: 1 }, hint: 'keyId' in subject ? 'keyId-time' : 'endpointId-time' })
    .sort({ at: -1, _id: -1 })
    .limit(1)
    .toArray();
  return row?._id ?? '';
}
