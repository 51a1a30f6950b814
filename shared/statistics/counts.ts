/** What became of a call, as people ask for it. Each call is in one class at most. */
export const errorClasses = ['refused', 'rejected', 'failed', 'broken', 'unknown'] as const;

/**
 * `refused` by the gateway with 4xx · `rejected` by the API with 4xx · `failed` with 5xx, whoever said so · `broken` off
 * after a status below 400 was sent, by the API or by the client · `unknown` when the gateway died before the end. The log
 * has a filter for each.
 */
export type ErrorClass = (typeof errorClasses)[number];

/** How many calls, and how many of them were errors of each class; the rest was answered with a status below 400. */
export type Counts = { calls: number } & Record<ErrorClass, number>;

/** @returns undefined for a call that succeeded */
export function errorClassOf(outcome: string, status: number): ErrorClass | undefined {
  if (outcome === 'unknown') return 'unknown';
  if (status >= 500) return 'failed';
  if (outcome === 'ok') return status >= 400 ? 'rejected' : undefined;
  return status >= 400 ? 'refused' : 'broken';
}

export const noCounts = (): Counts => ({
  ...{ calls: 0, refused: 0, rejected: 0 },
  ...{ failed: 0, broken: 0, unknown: 0 },
});

export function addCounts(to: Counts, more: Partial<Counts>): void {
  to.calls += more.calls ?? 0;
  for (const name of errorClasses) to[name] += more[name] ?? 0;
}

export const errorsOf = (counts: Counts): number => errorClasses.reduce((sum, name) => sum + counts[name], 0);
