import { type CallFilter, type CallSubject, callCollection, findCalls } from '@ck/shared/calls';
import { type Filled, rarely } from '../statistics/fill.ts';

export type Measured = {
  name: string;
  /** An index alone answers it; the others may say how far they came. */
  isIndexed: boolean;
  times: number[];
  /** How many of the answers said everything there is. */
  whole: number;
};

type Question = { name: string; isIndexed: boolean; ask(): Promise<CallFilter> | CallFilter };

const repeats = 40;
const dayMs = 24 * 60 * 60 * 1000;
const anyDay = () => {
  const from = new Date(Date.now() - Math.random() * 88 * dayMs);
  return { from, to: new Date(from.getTime() + dayMs) };
};

const questions: readonly Question[] = [
  { name: 'newest', isIndexed: true, ask: () => ({}) },
  { name: 'a day', isIndexed: true, ask: anyDay },
  { name: 'class 5xx', isIndexed: true, ask: () => ({ statusClass: 5 }) },
  { name: 'class 5xx of a day', isIndexed: true, ask: () => ({ statusClass: 5, ...anyDay() }) },
  { name: 'code, usual', isIndexed: true, ask: () => ({ outcome: 'permission_missing', ...anyDay() }) },
  { name: 'code, one of 10,000', isIndexed: true, ask: () => ({ outcome: rarely.outcome }) },
  { name: 'operation', isIndexed: true, ask: () => ({ operation: 'cancelOrder', ...anyDay() }) },
  { name: 'source console', isIndexed: true, ask: () => ({ source: 'console', ...anyDay() }) },
  { name: 'address, its own', isIndexed: true, ask: () => ({ address: '10.0.0.1', ...anyDay() }) },
  { name: 'address, rare', isIndexed: true, ask: () => ({ address: '198.51.100.7' }) },
  { name: 'request id', isIndexed: true, ask: async () => ({ request: await anyId() }) },
  { name: 'environment', isIndexed: false, ask: () => ({ environment: 'sandbox', ...anyDay() }) },
  { name: 'refused', isIndexed: false, ask: () => ({ outcome: 'refused' }) },
  { name: 'status 502', isIndexed: false, ask: () => ({ status: 502 }) },
  { name: 'path that is not there', isIndexed: false, ask: () => ({ path: '/nothing' }) },
];

/** The owner asks each question of the endpoint and of its busiest key, with values that change. */
export async function measureQuestions({ owner, endpointId, keyIds }: Filled): Promise<Measured[]> {
  const subjects: [string, CallSubject][] = [
    ['endpoint', { endpointId }],
    ['key', { keyId: keyIds[0] ?? '' }],
  ];
  const measured: Measured[] = [];
  for (const { name, isIndexed, ask } of questions) {
    for (const [of, subject] of subjects) {
      const times: number[] = [];
      let whole = 0;
      for (let i = 0; i < repeats; i++) {
        const filter = await ask();
        const began = performance.now();
        const page = await findCalls(owner, { subject, filter, limit: 50 });
        times.push(performance.now() - began);
        if (page.searchedBackTo === undefined) whole += 1;
      }
      measured.push({ name: `${of}: ${name}`, isIndexed, times, whole: whole / repeats });
    }
  }
  return measured;
}

/** Of any of the rows: ids begin with their time. */
async function anyId(): Promise<string> {
  const [row] = await callCollection()
    .aggregate<{ _id: string }>([{ $sample: { size: 1 } }, { $project: { _id: 1 } }])
    .toArray();
  return row?._id ?? '';
}
