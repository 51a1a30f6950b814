import { z } from 'zod';

export type Counts = { passed: number; failed: number };

/** Counts what passed and what failed, checks and tests alike. */
export class Tally {
  passed = 0;
  failed = 0;

  pass(): void {
    this.passed += 1;
  }

  fail(): void {
    this.failed += 1;
  }

  add(counts: Counts): void {
    this.passed += counts.passed;
    this.failed += counts.failed;
  }

  line(): string {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/**
 * What vitest's JSON report counts. A file that cannot even be loaded has no test that failed, and counts as one; so
 * does a run that failed without a test to blame.
 */
export function countReport(json: string, runFailed: boolean): Counts {
  const { numPassedTests: passed, numFailedTests, testResults } = report.parse(JSON.parse(json));
  const unloaded = testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const failed = numFailedTests + unloaded.length;
  return { passed, failed: failed === 0 && runFailed ? 1 : failed };
}
