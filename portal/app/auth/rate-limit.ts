type Window = { count: number; endsAt: number };

/** At most `max` attempts a key in `windowMs`, counted in memory: the portal is one process. */
export function createRateLimit({ max, windowMs }: { max: number; windowMs: number }, clock = Date.now) {
  const windows = new Map<string, Window>();

  /** Counts one attempt; false when it is one too many. */
  return function admits(key: string): boolean {
    const now = clock();
    const window = windows.get(key);
    if (window !== undefined && window.endsAt > now) {
      window.count += 1;
      return window.count <= max;
    }
    if (windows.size >= 10_000) dropEnded(windows, now);
    windows.set(key, { count: 1, endsAt: now + windowMs });
    return true;
  };
}

/** Keeps the memory bounded: when nothing has ended, somebody tries many keys, and the oldest goes. */
function dropEnded(windows: Map<string, Window>, now: number): void {
  const before = windows.size;
  for (const [key, { endsAt }] of windows) if (endsAt <= now) windows.delete(key);
  const [oldest] = windows.keys();
  if (windows.size === before && oldest !== undefined) windows.delete(oldest);
}
