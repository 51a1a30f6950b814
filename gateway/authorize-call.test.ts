import type { EndpointRoute } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';
import { allPermissions, type Permission } from '@ck/shared/permissions';
import { expect, test } from 'vitest';
import { authorizeCall } from './authorize-call.ts';
import type { KeyEntry } from './key-directory.ts';

const route = { url: 'http://upstream.example', headers: [], documentRevision: 3 };
const endpoint: EndpointRoute = { id: 'e', slug: 'orders', version: 1, allowedOrigins: '*', sandbox: route };

function entryWith(
  { active = true, permissions = allPermissions as readonly Permission[] } = {},
  more: Partial<KeyEntry> = {},
): KeyEntry {
  const environment = { active, permissions: new Set(permissions), previous: [] };
  const authority: KeyAuthority = {
    keyId: 'k',
    endpointId: 'e',
    version: 1,
    deleted: false,
    sandbox: environment,
    production: environment,
  };
  return { authority, environment: 'sandbox', generation: 1, ...more };
}

const verdict = (entry: KeyEntry, at: EndpointRoute | undefined, method: string) => {
  const decision = authorizeCall(entry, at, method);
  return decision.kind === 'allow' ? 'allow' : decision.denial.code;
};

test.each(['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('%s passes with every permission', method => {
  expect(authorizeCall(entryWith(), endpoint, method)).toMatchObject({ kind: 'allow', route });
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
  const decision = authorizeCall(entryWith({ permissions: ['read'] }), endpoint, 'DELETE');
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
