import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corpus } from './fuzz/corpus.ts';
import { Differ } from './fuzz/differ.ts';
import { type Input, inputsFrom, makeInput, mutationKinds } from './fuzz/mutate.ts';

let differ: Differ;
beforeAll(async () => {
  differ = await Differ.start();
});
afterAll(() => differ.stop());

async function noDifference(inputs: readonly Input[]) {
  await differ.compare(inputs);
  const [first] = differ.tally.differences.splice(0);
  expect(first).toBeUndefined();
}

const ends = ['open', 'half-close', 'reset'] as const;

test('every text of the corpus means the same on both layers, cut at every byte, and ended in every way', async () => {
  for (const text of corpus) {
    for (const end of ends) {
      await noDifference([
        { pieces: [text], end },
        { pieces: [...text.slice(0, 2_000)], end },
      ]);
    }
    const cuts = Array.from({ length: Math.min(text.length, 250) - 1 }, (_, i) => i + 1);
    await noDifference(
      cuts.map(cut => ({ pieces: [text.slice(0, cut), text.slice(cut)], end: 'open' as const })),
    );
  }
}, 60_000);

const mutation = fc.record({
  kind: fc.constantFrom(...mutationKinds),
  at: fc.nat(),
  length: fc.nat(12),
  what: fc.nat(),
});
const input = fc.record({
  start: fc.nat(),
  mutations: fc.array(mutation, { maxLength: 5 }),
  cuts: fc.array(fc.nat(), { maxLength: 4 }),
  end: fc.constantFrom(...ends),
});

test('whatever becomes of them, ours takes nothing that node:http refuses, and takes it as the same', async () => {
  await fc.assert(
    fc.asyncProperty(input, async made => await noDifference([makeInput(made)])),
    { numRuns: 5_000 },
  );
}, 60_000);

test('so it is for inputs by the thousand', async () => {
  const next = inputsFrom(20_261_127);
  for (let i = 0; i < 200; i++) await noDifference(Array.from({ length: 50 }, next));
}, 60_000);
