import type { CallBeginning } from '../call-record.ts';
import {
  type ElementName,
  elementName,
  mostBytes,
  putDate,
  putNumber,
  putString,
  readInt32,
} from './elements.ts';
import { codeOf, environmentOf } from './few-values.ts';

/** A part of a buffer. */
export type Stretch = { readonly bytes: Buffer; readonly from: number; readonly to: number };

/**
 * A row is made of the beginning of its call, which is bytes from the moment in which it is known, and its end. A beginning
 * is a number that stands for the fields with few values, the bytes of the body that were read by then, and BSON elements:
 * the id first, then the time and whose call it was.
 */
const beginningHeadBytes = 10;

const names = {
  id: elementName('_id'),
  at: elementName('at'),
  endpointId: elementName('endpointId'),
  keyId: elementName('keyId'),
  keyGeneration: elementName('keyGeneration'),
  gatewayIncarnation: elementName('gatewayIncarnation'),
  method: elementName('method'),
  path: elementName('path'),
  query: elementName('query'),
  address: elementName('address'),
  userAgent: elementName('userAgent'),
  epoch: elementName('epoch'),
  actorId: elementName('actorId'),
  needed: elementName('needed'),
  operationId: elementName('operationId'),
  documentRevision: elementName('documentRevision'),
} satisfies Record<string, ElementName>;
const fixedBytes = beginningHeadBytes + mostBytes(Object.values(names), 0);

/** Room that is enough for `putBeginning`. Bytes. */
export function roomForBeginning(call: CallBeginning): number {
  const ids = call.id.length + call.endpointId.length + call.keyId.length + call.gatewayIncarnation.length;
  const sent = call.method.length + call.path.length + call.query.length + call.userAgent.length;
  const others =
    call.address.length +
    (call.actorId?.length ?? 0) +
    (call.operationId?.length ?? 0) +
    (call.needed?.length ?? 0);
  return fixedBytes + mostBytes([], ids + sent + others);
}

/** Writes what is known of a call before it is forwarded. @returns the end of it */
export function putBeginning(bytes: Buffer, start: number, call: CallBeginning): number {
  const code = codeOf(call);
  bytes[start] = code;
  bytes[start + 1] = code >>> 8;
  bytes.writeDoubleLE(call.bytesIn, start + 2);
  let at = putString(bytes, start + beginningHeadBytes, names.id, call.id);
  at = putDate(bytes, at, names.at, call.at.getTime());
  at = putString(bytes, at, names.endpointId, call.endpointId);
  at = putString(bytes, at, names.keyId, call.keyId);
  at = putNumber(bytes, at, names.keyGeneration, call.keyGeneration);
  at = putString(bytes, at, names.gatewayIncarnation, call.gatewayIncarnation);
  at = putString(bytes, at, names.method, call.method);
  at = putString(bytes, at, names.path, call.path);
  at = putString(bytes, at, names.query, call.query);
  at = putString(bytes, at, names.address, call.address);
  at = putString(bytes, at, names.userAgent, call.userAgent);
  if (call.epoch !== undefined) at = putNumber(bytes, at, names.epoch, call.epoch);
  if (call.actorId !== undefined) at = putString(bytes, at, names.actorId, call.actorId);
  if (call.needed !== undefined) at = putString(bytes, at, names.needed, call.needed);
  if (call.operationId !== undefined) at = putString(bytes, at, names.operationId, call.operationId);
  if (call.documentRevision !== undefined)
    at = putNumber(bytes, at, names.documentRevision, call.documentRevision);
  return at;
}

/** A beginning by itself, where it is not written into a buffer that is there. */
export function beginningOf(call: CallBeginning): Stretch {
  const bytes = Buffer.allocUnsafe(roomForBeginning(call));
  return { bytes, from: 0, to: putBeginning(bytes, 0, call) };
}

/** What an element with an id takes before the id itself: type, name, length. */
const idHeadBytes = 1 + names.id.length + 4;

/** Where an id's element ends. */
export const endOfId = (bytes: Uint8Array, at: number): number => endOfString(bytes, at + idHeadBytes - 4);

/** The id in an element that begins at `at`. */
function readId(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at + idHeadBytes, endOfId(bytes, at) - 1);
}

/** The id of a call, from its beginning. */
export const idOf = ({ bytes, from }: Stretch): string => readId(bytes, elementsAt(from));

/** Where the elements of a beginning begin, of which the first is the id. */
export const elementsAt = (start: number): number => start + beginningHeadBytes;

/** Whose call it was, when, and how much of its body was read when it was begun. */
export function readBeginning({ bytes, from: start }: Stretch) {
  const timeAt = endOfId(bytes, elementsAt(start)) + 1 + names.at.length;
  const endpointAt = timeAt + 8 + 1 + names.endpointId.length;
  const keyAt = endOfString(bytes, endpointAt) + 1 + names.keyId.length;
  const text = (at: number) => bytes.toString('utf8', at + 4, endOfString(bytes, at) - 1);
  return {
    id: readId(bytes, elementsAt(start)),
    at: Number(bytes.readBigInt64LE(timeAt)),
    endpointId: text(endpointAt),
    keyId: text(keyAt),
    environment: environmentOf(bytes.readUInt16LE(start)),
    bytesIn: bytes.readDoubleLE(start + 2),
  };
}

/** Its length stands before it, with the zero at its end. */
function endOfString(bytes: Uint8Array, lengthAt: number): number {
  return lengthAt + 4 + readInt32(bytes, lengthAt);
}
