import type { CallEnd } from '../call-record.ts';
import { type ElementName, elementName, mostBytes, putNumber, putString } from './elements.ts';

const names = {
  outcome: elementName('outcome'),
  status: elementName('status'),
  bytesIn: elementName('bytesIn'),
  bytesOut: elementName('bytesOut'),
  gatewayMs: elementName('gatewayMs'),
  upstreamMs: elementName('upstreamMs'),
  failedClass: elementName('failedClass'),
  fault: elementName('fault'),
} satisfies Record<string, ElementName>;
const fixedBytes = mostBytes(Object.values(names), 0);

/** Room that is enough for `putEnd`. Bytes. */
export function roomForEnd({ outcome }: CallEnd): number {
  return fixedBytes + mostBytes([], 2 * outcome.length);
}

/** Writes what a call came to. @returns the end of it */
export function putEnd(bytes: Buffer, start: number, end: CallEnd): number {
  let at = putString(bytes, start, names.outcome, end.outcome);
  at = putNumber(bytes, at, names.status, end.status);
  at = putNumber(bytes, at, names.bytesIn, end.bytesIn);
  at = putNumber(bytes, at, names.bytesOut, end.bytesOut);
  at = putNumber(bytes, at, names.gatewayMs, end.gatewayMs);
  if (end.upstreamMs !== undefined) at = putNumber(bytes, at, names.upstreamMs, end.upstreamMs);
  // What failed rows are found by, as `failureOf` has it.
  if (end.status >= 400) at = putNumber(bytes, at, names.failedClass, end.status >= 500 ? 5 : 4);
  if (end.outcome !== 'ok') at = putString(bytes, at, names.fault, end.outcome);
  return at;
}
