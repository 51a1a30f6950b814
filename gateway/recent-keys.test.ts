import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecentKeys } from './recent-keys.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = () => ({ digests: ['d'], entry: undefined, state: 1 });

test('a text that calls is known, and one that stopped is forgotten within ten seconds', () => {
  const recent = new RecentKeys();
  const [busy, silent] = [key(), key()];
  recent.put('busy', busy);
  recent.put('silent', silent);
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(1_000);
    expect(recent.get('busy')).toBe(busy);
  }
  expect(recent.get('silent')).toBeUndefined();
  vi.advanceTimersByTime(10_000);
  expect(recent.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('however many call, only some thousands are kept, and those are the last', () => {
  const recent = new RecentKeys();
  for (let i = 0; i < 30_000; i++) recent.put(`key ${i}`, key());
  expect(recent.size).toBeLessThanOrEqual(10_000);
  expect(recent.get('key 29999')).toBeDefined();
  expect(recent.get('key 0')).toBeUndefined();
});
