import { type Environment, environments } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyView } from './key-view.ts';

const keyIds = ['a', 'b'];
const numbers = [0, 1, 2, 3];
const digestOf = (keyId: string, environment: Environment, number: number) =>
  `${keyId} ${environment} ${number}`;

/** What is seen of a digest. */
type Seen = { environment: Environment; generation: number; replacedAt?: Date; refusing: boolean };

/** The rules as plainly as they can be said. */
class Model {
  readonly versions = new Map<string, number>();
  readonly seen = new Map<string, Map<string, Seen>>();

  put({ keyId, version, deleted, refusing }: KeyAuthority, digests: Map<string, Seen>): void {
    if (version < (this.versions.get(keyId) ?? 0)) return;
    this.versions.set(keyId, version);
    const known = this.seen.get(keyId) ?? new Map<string, Seen>();
    if (deleted) this.seen.delete(keyId);
    else if (refusing !== true) this.seen.set(keyId, digests);
    else this.seen.set(keyId, new Map([...known].map(([digest, seen]) => [digest, { ...seen, refusing }])));
  }
}

const key = fc.record({
  kind: fc.constantFrom('living', 'living', 'refusing', 'deleted', 'gone'),
  keyId: fc.constantFrom(...keyIds),
  version: fc.nat(5),
  current: fc.constantFrom(...numbers),
  previous: fc.subarray(numbers),
});
type Step = typeof key extends fc.Arbitrary<infer Value> ? Value : never;

function authorityOf({ kind, keyId, version, current, previous }: Step) {
  const digests = new Map<string, Seen>();
  const refusing = kind === 'refusing';
  const state = (environment: Environment) => {
    const replaced = previous
      .filter(number => number !== current)
      .map(number => ({
        digest: digestOf(keyId, environment, number),
        ...{ generation: number, replacedAt: new Date(number) },
      }));
    for (const { digest, ...rest } of replaced) digests.set(digest, { environment, ...rest, refusing });
    digests.set(digestOf(keyId, environment, current), { environment, generation: current, refusing });
    return { active: true, permissions: new Set<never>(), generation: current, previous: replaced };
  };
  const [sandbox, production] = [state('sandbox'), state('production')];
  const nothing = { active: false, permissions: new Set<never>(), generation: 0, previous: [] };
  const all = {
    sandbox: digestOf(keyId, 'sandbox', current),
    production: digestOf(keyId, 'production', current),
  };
  const base = { keyId, endpointId: 'e', version, deleted: kind === 'deleted' };
  const authority: KeyAuthority = refusing
    ? { ...base, digests: {}, refusing, sandbox: nothing, production: nothing }
    : { ...base, digests: all, sandbox, production };
  return { authority, digests };
}

function seenIn(view: KeyView, digest: string): Seen | undefined {
  const entry = view.entry(digest);
  if (entry === undefined) return undefined;
  const { digest: own, authority, ...rest } = entry;
  expect(own).toBe(digest);
  expect(digest.startsWith(authority.keyId)).toBe(true);
  return { ...rest, refusing: authority.refusing === true };
}

test('whatever comes in whatever order, each digest stands for what the rules say', () => {
  const everything = keyIds.flatMap(keyId =>
    environments.flatMap(environment => numbers.map(number => digestOf(keyId, environment, number))),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 12 }), steps => {
      const [view, model] = [new KeyView(), new Model()];
      for (const step of steps) {
        const { state } = view;
        const { authority, digests } = authorityOf(step);
        if (step.kind === 'gone') {
          view.forget(step.keyId);
          model.seen.delete(step.keyId);
        } else {
          view.putKey(authority);
          model.put(authority, digests);
        }
        expect(view.state).not.toBe(state);
        expect(view.keys).toBe(model.seen.size);
        for (const digest of everything)
          expect(seenIn(view, digest)).toEqual(model.seen.get(digest.charAt(0))?.get(digest));
      }
    }),
    { numRuns: 300 },
  );
});
