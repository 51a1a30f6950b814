import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from './frame.ts';
import { FrameBuffer } from './frame-buffer.ts';

const payloads = fc.array(
  fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }).map(text => Buffer.from(text)),
  { minLength: 1, maxLength: 12 },
);

function segmentOf(written: readonly Buffer[]): Buffer {
  const frames = new FrameBuffer();
  for (const payload of written) {
    const at = frames.open(payload.length);
    frames.seal(at + payload.copy(frames.bytes, at));
  }
  return Buffer.from(frames.take());
}

const read = (bytes: Buffer) =>
  [...readFrames(bytes)].flatMap(found => (found.kind === 'payload' ? [found.payload.toString('hex')] : []));
const hex = (written: readonly Buffer[]) => written.map(payload => payload.toString('hex'));

test('what was written is read again, in order', () => {
  fc.assert(
    fc.property(payloads, written => {
      expect(read(segmentOf(written))).toEqual(hex(written));
    }),
  );
});

test('a segment that was cut anywhere gives every entry before the cut, and no other', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), (written, cut) => {
      const bytes = segmentOf(written);
      const at = cut % (bytes.length + 1);
      let end = 0;
      const whole = written.filter(payload => {
        end += 12 + payload.length;
        return end <= at;
      });
      expect(read(bytes.subarray(0, at))).toEqual(hex(whole));
    }),
  );
});

test('a byte that changed costs the entry it is in; all others are read', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, place, change) => {
      const bytes = segmentOf(written);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      let end = 0;
      const others = written.filter(payload => {
        const from = end;
        end += 12 + payload.length;
        return at < from || at >= end;
      });
      expect(read(bytes)).toEqual(hex(others));
    }),
  );
});

test('any bytes are read to their end, and each of them is told of once', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), given => {
      const bytes = Buffer.concat([Buffer.from('CKR1'), Buffer.from(given)]);
      let at = 0;
      for (const found of readFrames(bytes)) {
        if (found.kind === 'gap') expect(found.from).toBe(at);
        at = found.kind === 'gap' ? found.to : at + 12 + found.payload.length;
      }
      expect(at).toBe(bytes.length);
    }),
  );
});
