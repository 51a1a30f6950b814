import fc from 'fast-check';
import { expect, test } from 'vitest';
import { milliseconds, niceCeiling, operationName, stepInWords } from './words.ts';

test.each([
  [0.0123, 'under 0.1 ms'],
  [3.44, '3.4 ms'],
  [9.96, '10 ms'],
  [312.4, '312 ms'],
  [999.6, '1.0 s'],
  [1_234, '1.2 s'],
  [125_000, '2 min'],
])('%d is read as %s', (number, words) => {
  expect(milliseconds(number)).toBe(words);
});

test('a step is told in UTC, by its beginning', () => {
  expect(stepInWords(new Date('2026-11-06T04:00:00Z'), 'hour')).toBe('6 Nov, 04:00');
  expect(stepInWords(new Date('2026-11-06T00:00:00Z'), 'day')).toBe('6 Nov');
});

test('an operation without a name of its own does not say its method twice', () => {
  expect(operationName('GET', 'GET /orders/{id}')).toBe('/orders/{id}');
  expect(operationName('GET', 'getOrder')).toBe('getOrder');
});

test('a scale ends at or above its greatest number, not far from it, and its half is a whole number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), number => {
      const end = niceCeiling(number);
      expect(end).toBeGreaterThanOrEqual(number);
      expect(end).toBeLessThanOrEqual(2 * number);
      expect(end % 2).toBe(0);
    }),
  );
});
