import {
  beginningOf,
  type CallEnd,
  copyBytes,
  elementsAt,
  endOf,
  endOfId,
  putEnd,
  putId,
  readId,
  roomForEnd,
  type Stretch,
} from '@ck/shared/calls';
import { beginningOfText, endOfText, idOfText, kindOfText } from './entry-of-text.ts';
import type { FrameBuffer } from './frame-buffer.ts';

/**
 * What is written of a call: `begun` before it is forwarded, with all that is known by then; `done` before the last byte
 * of its answer, with what came since; `whole` for a call that was answered without being forwarded.
 *
 * A payload is a letter for its kind, then the parts of the call's row as they are: its beginning; its id and its end; or
 * the length of its beginning, that and its end.
 */
export type EntryKind = 'begun' | 'done' | 'whole';

const letters: Readonly<Record<EntryKind, number>> = { begun: 0x42, done: 0x44, whole: 0x57 };
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as EntryKind]));
const lengthBytes = 4;

/** @returns the bytes that the entry takes, with its frame */
export function putBegun(frames: FrameBuffer, { bytes, from, to }: Stretch): number {
  const at = frames.open(1 + to - from);
  frames.bytes[at] = letters.begun;
  return frames.seal(copyBytes(frames.bytes, at + 1, bytes, from, to));
}

/** @returns the call's end, in the buffer of `frames` up to its end */
export function putDone(frames: FrameBuffer, id: string, end: CallEnd): number {
  const at = frames.open(1 + 16 + id.length * 3 + roomForEnd(end));
  frames.bytes[at] = letters.done;
  const endAt = putId(frames.bytes, at + 1, id);
  frames.seal(putEnd(frames.bytes, endAt, end));
  return endAt;
}

/** @returns the call's end, in the buffer of `frames` up to its end */
export function putWhole(frames: FrameBuffer, { bytes, from, to }: Stretch, end: CallEnd): number {
  const at = frames.open(1 + lengthBytes + to - from + roomForEnd(end));
  frames.bytes[at] = letters.whole;
  frames.bytes.writeUInt32LE(to - from, at + 1);
  const endAt = copyBytes(frames.bytes, at + 1 + lengthBytes, bytes, from, to);
  frames.seal(putEnd(frames.bytes, endAt, end));
  return endAt;
}

export type Entry = { kind: EntryKind; id: string; payload: Buffer };

/** Undefined when it is none of ours. */
export function decodeEntry(payload: Buffer): Entry | undefined {
  const kind = kinds.get(payload[0] ?? 0) ?? kindOfText(payload);
  if (kind === undefined) return undefined;
  const id = isText(payload) ? idOfText(payload) : readId(payload, idAt(kind));
  return id === '' ? undefined : { kind, id, payload };
}

/** The beginning in an entry that is `begun` or `whole`; undefined when it cannot be read. */
export function beginningIn({ kind, id, payload }: Entry): Stretch | undefined {
  if (isText(payload)) {
    const call = beginningOfText(id, payload);
    return call && beginningOf(call);
  }
  if (kind === 'begun') return { bytes: payload, from: 1, to: payload.length };
  const from = 1 + lengthBytes;
  return { bytes: payload, from, to: from + payload.readUInt32LE(1) };
}

/** The end in an entry that is `done` or `whole`; undefined when it cannot be read. */
export function endIn(entry: Entry): Stretch | undefined {
  const { kind, payload } = entry;
  if (isText(payload)) {
    const end = endOfText(kind, payload);
    return end && endOf(end);
  }
  const from = kind === 'done' ? endOfId(payload, 1) : (beginningIn(entry)?.to ?? payload.length);
  return { bytes: payload, from, to: payload.length };
}

const isText = (payload: Buffer) => !kinds.has(payload[0] ?? 0);

function idAt(kind: EntryKind): number {
  if (kind === 'done') return 1;
  return elementsAt(kind === 'begun' ? 1 : 1 + lengthBytes);
}
