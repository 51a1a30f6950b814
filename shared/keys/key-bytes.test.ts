import fc from 'fast-check';
import { BSON, Long } from 'mongodb';
import { expect, test } from 'vitest';
import { allPermissions } from '../permissions/index.ts';
import type { CollaborationKeyDocument } from './collaboration-key.ts';
import { readAuthority } from './key-authority.ts';
import { readKeyBytes } from './key-bytes.ts';

const keyIds = fc.constantFrom('01KB7Q0000000000000000000A', 'ключ', '');
const at = fc.constantFrom(new Date(0), new Date('2026-12-01T12:00:00Z'));
const digest = fc.base64String({ minLength: 4 });

const previous = (keyId: string) =>
  fc.record(
    {
      keyId: fc.constantFrom(keyId, 'another'),
      ...{ digest, generation: fc.nat(9), replacedAt: at, validUntil: at },
    },
    { requiredKeys: ['keyId', 'digest', 'generation', 'replacedAt'] },
  );
const state = (keyId: string) =>
  fc.record({
    active: fc.boolean(),
    permissions: fc.subarray([...allPermissions]),
    current: fc.record({ keyId: fc.constant(keyId), generation: fc.nat(9), digest }),
    previous: fc.oneof(fc.constant([]), fc.array(previous(keyId), { maxLength: 3 })),
  });
const documents = keyIds.chain(_id =>
  fc.record({
    _id: fc.constant(_id),
    endpointId: fc.constantFrom('e', 'f'),
    version: fc.oneof(fc.nat(), fc.double()),
    sandbox: state(_id),
    production: state(_id),
  }),
);

const odd = fc.constantFrom<unknown>(
  ...[
    undefined,
    null,
    1.5,
    -1,
    Long.MAX_VALUE,
    true,
    'all',
    ['read', 'fly'],
    [[]],
    { keyId: 7 },
    new Date(0),
  ],
);
const places = ['endpointId', 'version', 'deleted', 'name', 'sandbox', 'production'];
const inner = ['active', 'permissions', 'current', 'current.keyId', 'current.digest', 'previous', 'pause'];

/** Puts a value at a place such as `sandbox.current.digest`; undefined takes away what is there. */
function put(document: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  const child = document[name];
  if (rest.length === 0) document[name] = value;
  else if (typeof child === 'object' && child !== null) put(child as Record<string, unknown>, rest, value);
}

function expectTheSame(document: object): void {
  const bytes = Buffer.from(BSON.serialize(document));
  const read = readAuthority(BSON.deserialize(bytes) as CollaborationKeyDocument);
  expect(readKeyBytes(bytes)).toEqual(read);
}

test('a key read from its bytes is what is read from its document', () => {
  fc.assert(fc.property(documents, expectTheSame));
});

test('so it is where the document is damaged, or has fields that keys do not have', () => {
  const place = fc.constantFrom(
    ...places.map(name => [name]),
    ...inner.flatMap(name => ['sandbox', 'production'].map(each => [each, ...name.split('.')])),
  );
  fc.assert(
    fc.property(documents, place, odd, (document, where, value) => {
      put(document, where, value);
      expectTheSame(document);
    }),
    { numRuns: 1_000 },
  );
});

test('so it is whatever the order of its fields', () => {
  const shuffled = documents.chain(document =>
    fc
      .shuffledSubarray(Object.entries(document), { minLength: 5 })
      .map(entries => Object.fromEntries(entries)),
  );
  fc.assert(fc.property(shuffled, expectTheSame));
});

test('keys in the same state share it, and so do keys of one endpoint its id', () => {
  const bytes = (_id: string) => {
    const sandbox = {
      active: true,
      permissions: ['read'],
      current: { keyId: _id, generation: 1, digest: _id },
    };
    const each = { ...sandbox, previous: [] };
    return Buffer.from(BSON.serialize({ _id, endpointId: 'e', version: 1, sandbox: each, production: each }));
  };
  const [one, other] = [readKeyBytes(bytes('a')), readKeyBytes(bytes('b'))];
  expect(one.sandbox).toBe(other.production);
  expect([one.digests.sandbox, other.digests.sandbox]).toEqual(['a', 'b']);
});
