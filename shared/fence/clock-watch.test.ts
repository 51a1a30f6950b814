import { expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';
import { DatabaseClock } from './database-clock.ts';

test('clocks that run together are no jump, whichever way they are corrected a little', () => {
  const clocks = { monotonic: 0, wall: 0, boot: 0 };
  const watch = new ClockWatch(() => ({ ...clocks }));
  Object.assign(clocks, { monotonic: 1_000, wall: 1_400, boot: 1_010 });
  expect(watch.jumped()).toBe(false);
  Object.assign(clocks, { monotonic: 2_000, wall: 1_000, boot: 2_000 });
  expect(watch.jumped()).toBe(false);
});

test.each(['wall', 'boot'] as const)('a %s clock that ran ahead is a jump, once', clock => {
  const clocks = { monotonic: 0, wall: 0, boot: 0 };
  const watch = new ClockWatch(() => ({ ...clocks }));
  Object.assign(clocks, { monotonic: 1_000, wall: 1_000, boot: 1_000, [clock]: 1_501 });
  expect(watch.jumped()).toBe(true);
  expect(watch.jumped()).toBe(false);
});

test('the database’s time counts from before it was asked, and never moves back', () => {
  const clock = new DatabaseClock();
  const asked = performance.now();
  clock.hear(new Date(10_000), asked);
  const first = clock.now();
  expect(first).toBeGreaterThanOrEqual(10_000);
  clock.hear(new Date(4_000), performance.now());
  expect(clock.now()).toBeGreaterThanOrEqual(first);
});
