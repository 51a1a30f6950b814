import type { EndpointRoute } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';
import { allPermissions, type Permission } from '@ck/shared/permissions';
import { expect, test } from 'vitest';
import { authorizeCall } from './authorize-call.ts';
import type { KeyEntry } from './key-entry.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const route = { url: 'http://upstream.example', headers: [], documentRevision: 3 };
const endpoint: EndpointRoute = { id: 'e', slug: 'orders', version: 1, allowedOrigins: '*', sandbox: route };

function entryWith(
  { active = true, permissions = allPermissions as readonly Permission[] } = {},
  more: Partial<KeyEntry> = {},
): KeyEntry {
  const environment = { active, permissions: new Set(permissions), generation: 1, previous: [] };
  const authority: KeyAuthority = {
    keyId: 'k',
    endpointId: 'e',
    version: 1,
    deleted: false,
    digests: {},
    sandbox: environment,
    production: environment,
  };
  return { digest: 'd', authority, environment: 'sandbox', generation: 1, ...more };
}

const verdict = (entry: KeyEntry, at: EndpointRoute | undefined, method: string) => {
  const decision = authorizeCall(entry, at, method, now);
  return decision.kind === 'allow' ? 'allow' : decision.denial.code;
};

test.each(['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('%s passes with every permission', method => {
  expect(authorizeCall(entryWith(), endpoint, method, now)).toMatchObject({ kind: 'allow', route });
});

test('a permission opens its own methods and no other', () => {
  const opened = (permission: Permission) =>
    ['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'].filter(
      method => verdict(entryWith({ permissions: [permission] }), endpoint, method) === 'allow',
    );
  expect(opened('create')).toEqual(['POST']);
  expect(opened('read')).toEqual(['GET', 'HEAD']);
  expect(opened('update')).toEqual(['PUT', 'PATCH']);
  expect(opened('delete')).toEqual(['DELETE']);
});

test('a refusal for a permission says what was needed and what is held', () => {
  const decision = authorizeCall(entryWith({ permissions: ['read'] }), endpoint, 'DELETE', now);
  expect(decision).toMatchObject({
    needed: 'delete',
    denial: { code: 'permission_missing', method: 'DELETE', needed: 'delete', held: ['read'] },
  });
});

test('of several reasons the first in the contract’s order is told', () => {
  const worst = entryWith({ active: false, permissions: [] }, { environment: 'production' });
  const replaced = { ...worst, replacedAt: new Date() };
  expect(verdict(replaced, undefined, 'GET')).toBe('key_replaced');
  expect(verdict(worst, undefined, 'GET')).toBe('endpoint_unknown');
  expect(verdict(worst, { ...endpoint, id: 'other' }, 'GET')).toBe('endpoint_mismatch');
  expect(verdict(worst, endpoint, 'GET')).toBe('key_inactive');
  expect(verdict(entryWith({ permissions: [] }, { environment: 'production' }), endpoint, 'GET')).toBe(
    'permission_missing',
  );
  expect(verdict(entryWith({}, { environment: 'production' }), endpoint, 'GET')).toBe('not_deployed');
});

test('the old key of a regenerate passes until its overlap ends, by the database’s clock', () => {
  const old = entryWith({}, { replacedAt: new Date(now - 60_000), validUntil: new Date(now + 1) });
  expect(authorizeCall(old, endpoint, 'GET', now)).toMatchObject({ kind: 'allow' });
  expect(authorizeCall(old, endpoint, 'GET', now + 1)).toMatchObject({ denial: { code: 'key_replaced' } });
});

test('what was read and not understood is refused as not current, whatever else is true of it', () => {
  const key = entryWith();
  const unread = { ...key, authority: { ...key.authority, refusing: true } } as const;
  expect(verdict({ ...unread, replacedAt: new Date(now) }, undefined, 'GET')).toBe('gateway_not_fresh');
  expect(verdict(key, { ...endpoint, refusing: true }, 'GET')).toBe('gateway_not_fresh');
});
