import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@ck/shared/process';
import { HeldError, type Hold, hold } from './hold.ts';
import { type Recovered, recoverSlot } from './recover.ts';

/** A worker that is told to stop may take this long to end. */
const slotPatienceMs = 30_000;
const folderPatienceMs = 5_000;
const slotName = /^slot-(\d+)$/;

export type Slot = Recovered & { folder: string; release(): Promise<void> };

/** One gateway, with all its workers, has a data folder for itself. @throws HeldError */
export async function holdFolder(directory: string): Promise<Hold> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return await hold(join(directory, 'held.sock'), folderPatienceMs);
}

/**
 * Takes the place of one worker process, once its earlier owner has exited, with all that was left there. The first also
 * takes what lies in slots beyond `count`, whose workers are no more.
 * @throws HeldError when the earlier owner does not exit
 */
export async function takeSlot(
  directory: string,
  { number, count, log }: { number: number; count: number; log: Logger },
): Promise<Slot> {
  const folder = join(directory, `slot-${number}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holds = [await hold(join(folder, 'held.sock'), slotPatienceMs)];
  const own = recoverSlot(folder, log);
  const segments = [...own.segments];
  const unfinished = new Set(own.unfinished);
  for (const orphan of number === 1 ? orphansOf(directory, count) : []) {
    const held = await hold(join(orphan, 'held.sock'), 0).catch(ifHeld);
    if (held === undefined) continue;
    holds.push(held);
    const left = recoverSlot(orphan, log);
    segments.unshift(...left.segments);
    for (const id of left.unfinished) unfinished.add(id);
  }
  return {
    folder,
    segments,
    unfinished,
    nextNumber: own.nextNumber,
    async release() {
      await Promise.all(holds.map(each => each.release()));
    },
  };
}

function orphansOf(directory: string, count: number): string[] {
  return readdirSync(directory)
    .filter(name => Number(slotName.exec(name)?.[1] ?? 0) > count)
    .map(name => join(directory, name));
}

function ifHeld(error: unknown): undefined {
  if (!(error instanceof HeldError)) throw error;
}
