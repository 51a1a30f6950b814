import { afterEach, beforeEach, expect, vi } from 'vitest';

/** Fails every test in which something complained on the console without the test having announced it. */
const complaints: string[] = [];
let announced: RegExp[] = [];

/** Announces a complaint that the test wants to see. */
export function expectConsole(pattern: RegExp): void {
  announced.push(pattern);
}

beforeEach(() => {
  complaints.length = 0;
  announced = [];
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => {
      complaints.push(words.map(String).join(' '));
    });
  }
});

afterEach(() => {
  const unannounced = complaints.filter(text => !announced.some(pattern => pattern.test(text)));
  vi.restoreAllMocks();
  expect(unannounced).toEqual([]);
});
