import { setTimeout as sleep } from 'node:timers/promises';

type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void };

/**
 * Does the same work for many callers of this process together, one run at a time for each target: at once when nothing
 * is under way; what arrives meanwhile goes into the next run. `work` answers in the order of its items, or nothing;
 * when it fails, each of its callers is told so.
 * @param restMs a pause behind each run that was for several, so that the next one is for more: each run sends every
 * gateway to the database, and where many are waiting that is what they wait for
 */
export function gather<Target extends object, Item, Result = undefined>(
  work: (target: Target, items: Item[]) => Promise<readonly Result[] | undefined>,
  most: number,
  restMs = 0,
): (target: Target, item: Item) => Promise<Result> {
  const queues = new WeakMap<Target, { waiting: Waiting<Item, Result>[]; running: boolean }>();

  async function run(target: Target, queue: { waiting: Waiting<Item, Result>[]; running: boolean }) {
    queue.running = true;
    while (queue.waiting.length > 0) {
      const group = queue.waiting.splice(0, most);
      const items = group.map(({ item }) => item);
      try {
        const results = await work(target, items);
        for (const [at, { resolve }] of group.entries()) resolve(results?.[at] as Result);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      if (group.length > 1 && restMs > 0) await sleep(restMs);
    }
    queue.running = false;
  }

  return (target, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(target) ?? { waiting: [], running: false };
      queues.set(target, queue);
      queue.waiting.push({ item, resolve, reject });
      if (!queue.running) void run(target, queue);
    });
}
