import type { EndpointRoute } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';
import { expect, test } from 'vitest';
import { objectionNow } from './fence-checks.ts';
import type { Gateway } from './gateway.ts';
import type { KeyEntry } from './key-entry.ts';

const route = { url: 'http://upstream.example', headers: [], documentRevision: 1 };
const endpoint: EndpointRoute = { id: 'e', slug: 's', version: 1, allowedOrigins: '*', sandbox: route };

function anEntry(active: boolean, more: Partial<KeyEntry> = {}): KeyEntry {
  const environment = { active, permissions: new Set(['read'] as const), generation: 1, previous: [] };
  const of = { keyId: 'k', endpointId: 'e', version: 1, deleted: false, digests: {} };
  const authority: KeyAuthority = { ...of, sandbox: environment, production: environment };
  return { digest: 'd', authority, environment: 'sandbox', generation: 1, ...more };
}

/** A directory in some state, in which a key that was admitted stands for this now. */
function asked(state: number, now: KeyEntry | undefined, at: EndpointRoute = endpoint, time = 0) {
  const directory = { state, again: () => now, routeBySlug: () => at };
  return { directory, fence: { databaseNow: () => time } } as unknown as Gateway;
}

const admitted = { entry: anEntry(true), slug: 's', route, state: 7 };

test('while nothing was changed a decision holds', () => {
  expect(objectionNow(asked(7, anEntry(true)), admitted, 'GET')).toBeUndefined();
});

test.each<[string, KeyEntry | undefined, EndpointRoute | undefined, string]>([
  ['switched off', anEntry(false), endpoint, 'key_inactive'],
  ['deleted', undefined, endpoint, 'key_unknown'],
  [
    'sent elsewhere',
    anEntry(true),
    { ...endpoint, sandbox: { ...route, url: 'http://b' } },
    'gateway_not_fresh',
  ],
  ['not deployed any more', anEntry(true), { ...endpoint, sandbox: undefined } as never, 'not_deployed'],
])('after a change a call is judged again: %s', (_, now, at, code) => {
  expect(objectionNow(asked(8, now, at), admitted, 'GET')).toMatchObject({ code });
});

test('after a change of something else it goes on', () => {
  expect(objectionNow(asked(8, anEntry(true)), admitted, 'GET')).toBeUndefined();
});

test('a key that lives until some time is judged by the clock although nothing was changed', () => {
  const dates = { replacedAt: new Date(0), validUntil: new Date(1_000) };
  const entry = anEntry(true, dates);
  const call = { ...admitted, entry };
  expect(objectionNow(asked(7, entry, endpoint, 999), call, 'GET')).toBeUndefined();
  expect(objectionNow(asked(7, entry, endpoint, 1_000), call, 'GET')).toMatchObject({ code: 'key_replaced' });
});
