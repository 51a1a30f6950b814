import type { CallEnd } from '@ck/shared/calls';

/**
 * An end as it lies on the disk: status, bytes in and out, milliseconds here and at the upstream (no number: it was not
 * asked), the length of the outcome and the outcome.
 */
const at = {
  status: 0,
  bytesIn: 2,
  bytesOut: 10,
  gatewayMs: 18,
  upstreamMs: 26,
  outcomeLength: 34,
  outcome: 35,
};

/** Room that is enough for `putWrittenEnd`. Bytes. */
export const roomForWrittenEnd = ({ outcome }: CallEnd): number => at.outcome + outcome.length * 3;

/** @returns where it ends */
export function putWrittenEnd(bytes: Buffer, start: number, end: CallEnd): number {
  bytes.writeUInt16LE(end.status, start);
  bytes.writeDoubleLE(end.bytesIn, start + at.bytesIn);
  bytes.writeDoubleLE(end.bytesOut, start + at.bytesOut);
  bytes.writeDoubleLE(end.gatewayMs, start + at.gatewayMs);
  bytes.writeDoubleLE(end.upstreamMs ?? Number.NaN, start + at.upstreamMs);
  const length = bytes.write(end.outcome, start + at.outcome);
  bytes[start + at.outcomeLength] = length;
  return start + at.outcome + length;
}

export function readWrittenEnd(bytes: Buffer, start: number): CallEnd {
  const outcomeAt = start + at.outcome;
  const end: CallEnd = {
    outcome: bytes.toString('utf8', outcomeAt, outcomeAt + (bytes[start + at.outcomeLength] ?? 0)),
    status: bytes.readUInt16LE(start),
    bytesIn: bytes.readDoubleLE(start + at.bytesIn),
    bytesOut: bytes.readDoubleLE(start + at.bytesOut),
    gatewayMs: bytes.readDoubleLE(start + at.gatewayMs),
  };
  const upstreamMs = bytes.readDoubleLE(start + at.upstreamMs);
  if (!Number.isNaN(upstreamMs)) end.upstreamMs = upstreamMs;
  return end;
}
