import { expect, test } from 'vitest';
import { callMethods, parsePermissions, permissionOfMethod } from './permission.ts';

test.each([
  ['POST', 'create'],
  ['GET', 'read'],
  ['HEAD', 'read'],
  ['PUT', 'update'],
  ['PATCH', 'update'],
  ['DELETE', 'delete'],
])('%s needs %s', (method, permission) => {
  expect(permissionOfMethod(method)).toBe(permission);
});

test.each(['OPTIONS', 'TRACE', 'CONNECT', 'get', 'PROPFIND', ''])('%j is no method of a call', method => {
  expect(permissionOfMethod(method)).toBeUndefined();
});

test('the Allow header lists exactly the methods that have a permission', () => {
  expect(callMethods).toEqual(['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']);
});

test('permissions come back once each, in reading order', () => {
  expect(parsePermissions(['delete', 'read', 'read'])).toEqual(['read', 'delete']);
  expect(parsePermissions([])).toEqual([]);
});

test('an unknown permission is not silently dropped', () => {
  expect(parsePermissions(['read', 'admin'])).toBeUndefined();
  expect(parsePermissions(['__proto__'])).toBeUndefined();
});
