import { expect, test, vi } from 'vitest';
import { gather } from './gather.ts';

const target = {};

test('the first is done at once, those that come meanwhile together, each with its own answer', async () => {
  const runs: number[][] = [];
  const gates: (() => void)[] = [];
  const double = gather(async (_: object, items: number[]) => {
    runs.push(items);
    await new Promise<void>(resolve => gates.push(resolve));
    return items.map(item => item * 2);
  }, 3);
  const answers = [1, 2, 3, 4, 5].map(item => double(target, item));
  expect(runs).toEqual([[1]]);
  gates[0]?.();
  expect(await answers[0]).toBe(2);
  gates[1]?.();
  expect(await answers[3]).toBe(8);
  gates[2]?.();
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10]);
  expect(runs).toEqual([[1], [2, 3, 4], [5]]);
});

test('a failure is told to those of its run only, and the next run happens', async () => {
  const refuseTwo = gather(async (_: object, items: number[]) => {
    if (items.includes(2)) throw new Error('two');
    return items;
  }, 1);
  const [one, two, three] = [1, 2, 3].map(item => refuseTwo(target, item));
  await expect(two).rejects.toThrow('two');
  expect([await one, await three]).toEqual([1, 3]);
});

test('two targets do not wait for each other', async () => {
  const forever = {};
  const work = gather(async (at: object, items: number[]) => {
    if (at === forever) await new Promise(() => {});
    return items;
  }, 10);
  void work(forever, 1);
  expect(await work(target, 2)).toBe(2);
});

test('behind a run that was for several it waits for more, behind one that was for one it does not', async () => {
  const runs: number[][] = [];
  const gates: (() => void)[] = [];
  const work = gather(
    async (_: object, items: number[]) => {
      runs.push(items);
      await new Promise<void>(resolve => gates.push(resolve));
      return items;
    },
    10,
    20,
  );
  const first = [1, 2, 3].map(item => work(target, item));
  gates[0]?.();
  await first[0];
  expect(runs).toEqual([[1], [2, 3]]);
  gates[1]?.();
  await Promise.all(first);
  const later = [4, 5].map(item => work(target, item));
  expect(runs).toHaveLength(2);
  await vi.waitUntil(() => gates.length === 3);
  expect(runs[2]).toEqual([4, 5]);
  gates[2]?.();
  expect(await Promise.all(later)).toEqual([4, 5]);
});
