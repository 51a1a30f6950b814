import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Slabs } from './slabs.ts';

test('what lies in a slab stays as it was put there until it is freed, whatever is put and freed beside it', () => {
  const step = fc.record({ size: fc.nat(40_000), frees: fc.boolean(), at: fc.nat() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const slabs = new Slabs();
      const held: { slice: ReturnType<Slabs['put']>; byte: number; size: number }[] = [];
      for (const [i, { size, frees, at }] of steps.entries()) {
        const byte = i % 251;
        held.push({ slice: slabs.put('head ', new Uint8Array(size).fill(byte), ' tail'), byte, size });
        if (frees) for (const { slice } of held.splice(at % held.length, 1)) slabs.free(slice);
        for (const { slice, byte: own, size: length } of held) {
          expect(slice.bytes.toString('latin1', 0, 5) + slice.bytes.toString('latin1', length + 5)).toBe(
            'head  tail',
          );
          expect(slice.bytes.subarray(5, length + 5).every(each => each === own)).toBe(true);
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('room that was freed is used again', () => {
  const slabs = new Slabs();
  const rooms = new Set<ArrayBufferLike>();
  for (let i = 0; i < 1_000; i++) {
    const slice = slabs.put('x', new Uint8Array(20_000));
    rooms.add(slice.bytes.buffer);
    slabs.free(slice);
  }
  expect(rooms.size).toBe(1);
});
