import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TimerWheel } from './timer-wheel.ts';

let wheel: TimerWheel;
beforeEach(() => {
  vi.useFakeTimers();
  wheel = new TimerWheel();
});
afterEach(() => {
  wheel.close();
  vi.useRealTimers();
});

function timed(ms: number) {
  const heard: number[] = [];
  const began = performance.now();
  const entry = { deadline: began + ms, due: 0, onDeadline: () => heard.push(performance.now() - began) };
  wheel.watch(entry);
  return { entry, heard, began };
}

test.each([10, 250, 60_000, 200_000])(
  'what is due after %i ms is told once, within a tenth of a second',
  ms => {
    const { heard } = timed(ms);
    vi.advanceTimersByTime(ms - 1);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(300_000);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThanOrEqual(ms);
    expect(heard[0]).toBeLessThanOrEqual(ms + 200);
  },
);

test('a deadline that moves away is told at its new instant, with no word said about it', () => {
  const { entry, heard, began } = timed(1_000);
  vi.advanceTimersByTime(900);
  entry.deadline = began + 5_000;
  vi.advanceTimersByTime(3_900);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(400);
  expect(heard).toHaveLength(1);
});

test('one that comes nearer is told there once that is said', () => {
  const { entry, heard, began } = timed(60_000);
  entry.deadline = began + 500;
  wheel.watch(entry);
  vi.advanceTimersByTime(700);
  expect(heard).toHaveLength(1);
});

test('what is forgotten, or never due, is not told', () => {
  const [gone, never] = [timed(500), timed(500)];
  wheel.forget(gone.entry);
  never.entry.deadline = Number.POSITIVE_INFINITY;
  vi.advanceTimersByTime(10_000);
  expect([...gone.heard, ...never.heard]).toEqual([]);
});
