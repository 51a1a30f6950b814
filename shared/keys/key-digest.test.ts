import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestForStoring, digestKeyText } from './key-digest.ts';

test('a digest is the HMAC-SHA-256 of the text under the pepper, of any length', () => {
  const secrets = fc.uint8Array({ minLength: 1, maxLength: 100 }).map(bytes => Buffer.from(bytes));
  fc.assert(
    fc.property(secrets, fc.string({ maxLength: 300, unit: 'binary' }), (secret, text) => {
      const pepper = { current: 1, versions: new Map([[1, secret]]) };
      const expected = createHmac('sha256', secret).update(text).digest('base64url');
      expect(digestForStoring(pepper, text)).toEqual({ digest: expected, pepperVersion: 1 });
      expect(digestKeyText(pepper, text)).toEqual([expected]);
    }),
  );
});
