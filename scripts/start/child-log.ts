import { closeSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const rotateAbove = 10 * 1024 * 1024;
const tailBytes = 16 * 1024;

export type ChildLog = {
  path: string;
  descriptor: number /** where this life of the child begins */;
  from: number;
};

/** Opens the log of a child for appending; one that has grown large is put aside first. */
export function openChildLog(folder: string, name: string): ChildLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  if (sizeOf(path) > rotateAbove) renameSync(path, `${path}.1`);
  const from = sizeOf(path);
  return { path, from, descriptor: openSync(path, 'a', 0o600) };
}

/** The last lines that a child wrote in its present life, in plain words. */
export function lastWords(log: Pick<ChildLog, 'path' | 'from'>, lines = 8): string[] {
  const size = sizeOf(log.path);
  const start = Math.max(log.from, size - tailBytes);
  const bytes = Buffer.alloc(Math.max(0, size - start));
  if (bytes.length === 0) return [];
  const file = openSync(log.path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, start);
  } finally {
    closeSync(file);
  }
  const written = bytes.toString('utf8').split('\n').filter(Boolean);
  return written.slice(-lines).map(plainWords);
}

/** Our processes log JSON lines; people want the message. */
export function plainWords(line: string): string {
  try {
    const entry: { msg?: unknown; err?: { stack?: unknown; message?: unknown } } = JSON.parse(line);
    const words = [entry.msg, entry.err?.stack ?? entry.err?.message].filter(
      word => typeof word === 'string',
    );
    return words.length > 0 ? words.join(': ') : line;
  } catch {
    return line;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
