/** What a document may cost. Large ones are read apart from the main thread, see `parse-apart.ts`. */
export const limits = {
  bytes: 16 * 1024 * 1024,
  /** Levels of nesting; real documents stay below 40. */
  depth: 200,
  /** Values in all. GitHub's description, the largest we know, has 360,000. */
  values: 3_000_000,
  /** Reported at once: more help nobody. */
  faults: 20,
  warnings: 100,
  /** For a document that is read apart. */
  milliseconds: 20_000,
  heapMegabytes: 512,
} as const;
