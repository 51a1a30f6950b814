import { DomainError } from '../errors.ts';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const shortestMs = units.m;
const longestMs = 30 * units.d;

/**
 * How long a key is to be off, as people write it: `45m`, `2h`, `7d`; from a minute to 30 days.
 * @returns milliseconds
 * @throws DomainError `invalid`
 */
export function readPauseTime(text: string): number {
  const [, number = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text.trim().toLowerCase()) ?? [];
  const milliseconds = Number(number) * (Object.hasOwn(units, unit) ? units[unit as keyof typeof units] : 0);
  if (milliseconds >= shortestMs && milliseconds <= longestMs) return milliseconds;
  const message = 'Say how long, such as 45m, 4h or 7d: from one minute to 30 days.';
  throw new DomainError('invalid', message, { field: 'for' });
}
