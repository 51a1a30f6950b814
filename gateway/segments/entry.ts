import { beginningOf, type CallEnd, idOf, type Stretch } from '@ck/shared/calls';
import { putWrittenEnd, readWrittenEnd, roomForWrittenEnd } from './end-of-call.ts';
import { beginningOfText, endOfText, idOfText, kindOfText } from './entry-of-text.ts';
import type { FrameBuffer } from './frame-buffer.ts';

/**
 * What is written of a call: `begun` before it is forwarded, with all that is known by then; `done` before the last byte
 * of its answer, with what came since; `whole` for a call that was answered without being forwarded.
 *
 * A payload is a letter for its kind, then the beginning of the call as its row has it; or the length of its id, the id and
 * its end; or the length of its beginning, that and its end.
 */
export type EntryKind = 'begun' | 'done' | 'whole';

const letters: Readonly<Record<EntryKind, number>> = { begun: 0x42, done: 0x44, whole: 0x57 };
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as EntryKind]));
/** Of an id, and of a beginning. */
const lengthBytes = { id: 1, beginning: 4 };

/** @returns the bytes that the entry takes, with its frame */
export function putBegun(frames: FrameBuffer, { bytes, from, to }: Stretch): number {
  const at = frames.open(1 + to - from);
  frames.bytes[at] = letters.begun;
  return frames.seal(at + 1 + bytes.copy(frames.bytes, at + 1, from, to));
}

/** @returns the bytes that the entry takes, with its frame */
export function putDone(frames: FrameBuffer, id: string, end: CallEnd): number {
  const at = frames.open(1 + lengthBytes.id + id.length * 3 + roomForWrittenEnd(end));
  const { bytes } = frames;
  bytes[at] = letters.done;
  const idAt = at + 1 + lengthBytes.id;
  const idLength = bytes.write(id, idAt);
  bytes[at + 1] = idLength;
  return frames.seal(putWrittenEnd(bytes, idAt + idLength, end));
}

/** @returns the bytes that the entry takes, with its frame */
export function putWhole(frames: FrameBuffer, { bytes, from, to }: Stretch, end: CallEnd): number {
  const at = frames.open(1 + lengthBytes.beginning + to - from + roomForWrittenEnd(end));
  frames.bytes[at] = letters.whole;
  frames.bytes.writeUInt32LE(to - from, at + 1);
  const beginningAt = at + 1 + lengthBytes.beginning;
  const endAt = beginningAt + bytes.copy(frames.bytes, beginningAt, from, to);
  return frames.seal(putWrittenEnd(frames.bytes, endAt, end));
}

export type Entry = { kind: EntryKind; id: string; payload: Buffer };

/** Undefined when it is none of ours. */
export function decodeEntry(payload: Buffer): Entry | undefined {
  const kind = kinds.get(payload[0] ?? 0);
  if (kind !== undefined) {
    const id =
      kind === 'done' ? payload.toString('utf8', 2, endOfDoneId(payload)) : idOf(written(kind, payload));
    return { kind, id, payload };
  }
  const textKind = kindOfText(payload);
  const id = idOfText(payload);
  return textKind === undefined || id === '' ? undefined : { kind: textKind, id, payload };
}

/** The beginning in an entry that is `begun` or `whole`; undefined when it cannot be read. */
export function beginningIn({ kind, id, payload }: Entry): Stretch | undefined {
  if (!isText(payload)) return written(kind, payload);
  const call = beginningOfText(id, payload);
  return call && beginningOf(call);
}

/** The end in an entry that is `done` or `whole`; undefined when it cannot be read. */
export function endIn({ kind, payload }: Entry): CallEnd | undefined {
  if (isText(payload)) return endOfText(kind, payload);
  return readWrittenEnd(payload, kind === 'done' ? endOfDoneId(payload) : written(kind, payload).to);
}

const isText = (payload: Buffer) => !kinds.has(payload[0] ?? 0);

const endOfDoneId = (payload: Buffer) => 1 + lengthBytes.id + (payload[1] ?? 0);

function written(kind: EntryKind, bytes: Buffer): Stretch {
  if (kind === 'begun') return { bytes, from: 1, to: bytes.length };
  const from = 1 + lengthBytes.beginning;
  return { bytes, from, to: from + bytes.readUInt32LE(1) };
}
