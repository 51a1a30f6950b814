import { expect, test } from 'vitest';
import { ageInWords, formatClock, formatSoon, formatTime, timeLeftInWords } from './time-words.ts';

const now = new Date('2026-11-24T12:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  [-5, 'just now'],
  [1, 'just now'],
  [4, '4 s ago'],
  [59, '59 s ago'],
  [60, '1 min ago'],
  [3_600, '1 h ago'],
  [86_399, '23 h ago'],
  [86_400, undefined],
])('%i seconds back read %j', (seconds, words) => {
  expect(ageInWords(before(seconds), now)).toBe(words);
});

test('the year is said when it is another one, or asked for', () => {
  const at = new Date('2026-11-03T09:12:00Z');
  expect(formatTime(at, { zone: 'UTC', long: false }, now)).toBe('3 Nov, 09:12');
  expect(formatTime(at, { zone: 'UTC', long: true }, now)).toBe('3 Nov 2026, 09:12');
  expect(formatTime(new Date('2025-01-14T00:05:00Z'), { zone: 'UTC', long: false }, now)).toBe(
    '14 Jan 2025, 00:05',
  );
});

test('a time is written in the zone asked for', () => {
  expect(formatTime(now, { zone: 'Europe/Berlin', long: false }, now)).toBe('24 Nov, 13:00');
});

test('a clock time has its seconds', () => {
  expect(formatClock(new Date('2026-11-23T13:40:31Z'), 'UTC')).toBe('13:40:31');
});

test('what comes soon is told by its hour, on another day with that', () => {
  expect(formatSoon(new Date('2026-11-24T16:40:00Z'), 'UTC', now)).toBe('16:40');
  expect(formatSoon(new Date('2026-11-25T01:05:00Z'), 'UTC', now)).toBe('25 Nov, 01:05');
  expect(formatSoon(new Date('2026-11-24T23:30:00Z'), 'Europe/Berlin', now)).toBe('25 Nov, 00:30');
});

test.each([
  [-1, 'any moment now'],
  [0, 'any moment now'],
  [1, 'in 1 s'],
  [59_000, 'in 59 s'],
  [59_001, 'in 1 min'],
  [5_820_000, 'in 1 h 37 min'],
  [3_600_000, 'in 1 h'],
  [86_400_000, 'in 1 d'],
  [97_200_000, 'in 1 d 3 h'],
])('%i ms are left: %j', (milliseconds, words) => {
  expect(timeLeftInWords(milliseconds)).toBe(words);
});
