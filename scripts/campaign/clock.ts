/** Milliseconds of the machine's monotonic clock: the same in every process, whatever a test does to other clocks. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

export async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
}

/** Whether it came to its end in this time. What it threw is thrown. */
export async function endsWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const over = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => over.resolve(false), limitMs);
  return await Promise.race([work.then(() => true), over.promise]).finally(() => clearTimeout(timer));
}

/** Looks again and again until it is so. @throws Error naming what never came to be */
export async function until(what: string, reached: () => Promise<boolean> | boolean, limitMs = 20_000) {
  const end = now() + limitMs;
  while (!(await reached())) {
    if (now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what}`);
    await pause(20);
  }
}
