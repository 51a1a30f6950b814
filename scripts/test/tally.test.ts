import { expect, it } from 'vitest';
import { countReport } from './tally.ts';

const report = (passed: number, files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: files.flatMap(file => file.tests).filter(status => status === 'failed').length,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map(outcome => ({ status: outcome })),
    })),
  });

it('counts tests', () => {
  const files = [{ status: 'failed', tests: ['passed', 'failed', 'failed'] }];
  expect(countReport(report(1, files), true)).toEqual({ passed: 1, failed: 2 });
});

it('counts a file that cannot be loaded as one failure', () => {
  const files = [
    { status: 'failed', tests: [] },
    { status: 'passed', tests: ['passed'] },
  ];
  expect(countReport(report(1, files), true)).toEqual({ passed: 1, failed: 1 });
});

it('counts a failed run without a failed test as one failure', () => {
  const files = [{ status: 'passed', tests: ['passed'] }];
  expect(countReport(report(1, files), true)).toEqual({ passed: 1, failed: 1 });
  expect(countReport(report(1, files), false)).toEqual({ passed: 1, failed: 0 });
});
