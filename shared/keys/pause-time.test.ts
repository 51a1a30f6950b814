import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPauseTime } from './pause-time.ts';

test.each([
  ['1m', 60_000],
  ['2h', 7_200_000],
  ['24h', 86_400_000],
  [' 30D ', 30 * 86_400_000],
])('%j is read', (text, milliseconds) => {
  expect(readPauseTime(text)).toBe(milliseconds);
});

test.each(['', '0m', '31d', '1.5h', '-1h', 'h', '2', '2 h', '1e3m', '2h30m', 'toString'])(
  '%j is refused',
  text => {
    expect(() => readPauseTime(text)).toThrow(expect.objectContaining({ code: 'invalid', field: 'for' }));
  },
);

test('whatever is written, a time that is accepted lies between a minute and 30 days', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,6}[mhd]$/));
  fc.assert(
    fc.property(texts, text => {
      try {
        const milliseconds = readPauseTime(text);
        return milliseconds >= 60_000 && milliseconds <= 30 * 86_400_000;
      } catch {
        return true;
      }
    }),
  );
});
