const firstMs = 20;
const longestMs = 1_000;

/**
 * Tries a step of the fence until the database has taken it; each step is exact or harmless when repeated.
 * @throws the last error once `limitMs` milliseconds are over.
 */
export async function untilDone<Result>(step: () => Promise<Result>, limitMs: number): Promise<Result> {
  const end = performance.now() + limitMs;
  for (let delay = firstMs; ; delay = Math.min(delay * 2, longestMs)) {
    try {
      return await step();
    } catch (error) {
      if (performance.now() + delay > end) throw error;
      await new Promise(resolve => setTimeout(resolve, delay));
    }
  }
}
