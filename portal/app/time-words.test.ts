import { expect, test } from 'vitest';
import { ageInWords, formatClock, formatTime } from './time-words.ts';

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
