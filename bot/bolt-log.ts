import type { Logger as OurLog } from '@ck/shared/process';
import { type Logger, LogLevel } from '@slack/bolt';

/** Bolt's own words go where ours go; what it tells of each request is not kept. */
export function boltLog(log: OurLog): Logger {
  const words = (parts: unknown[]) =>
    parts.map(part => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: unknown[]) => log.warn(words(parts)),
    error: (...parts: unknown[]) => log.warn(words(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
