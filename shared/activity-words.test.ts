import { expect, test } from 'vitest';
import { activityInWords, changesInWords } from './activity-words.ts';

test('an action reads as words, an unknown one as itself', () => {
  expect(activityInWords({ action: 'key.revealed' })).toBe('Key shown');
  expect(activityInWords({ action: 'key.levitated' })).toBe('key.levitated');
  expect(activityInWords({ action: 'constructor' })).toBe('constructor');
});

test('a switch says which way, and whether it was there already', () => {
  const off = { action: 'key.switched', before: { active: true }, after: { active: false } };
  expect([activityInWords(off), changesInWords(off)]).toEqual(['Switched off', '']);
  const again = { ...off, before: { active: false } };
  expect([activityInWords(again), changesInWords(again)]).toEqual(['Switched off', 'was off already']);
  const on = { action: 'key.switched', before: { active: false }, after: { active: true } };
  expect(activityInWords(on)).toBe('Switched on');
});

test('a pause says how long it is, and who overtakes it says so', () => {
  const paused = { action: 'key.paused', before: { active: true }, after: { active: false, for: '4h' } };
  expect([activityInWords(paused), changesInWords(paused)]).toEqual(['Paused', 'off for 4h']);
  const kept = {
    action: 'key.switched',
    before: { active: false, paused: true },
    after: { active: false, paused: false },
  };
  expect([activityInWords(kept), changesInWords(kept)]).toEqual(['Switched off', 'was off for a time']);
});

test('permissions are told as they were clicked', () => {
  const saved = (before: string[], after: string[]) =>
    changesInWords({
      action: 'key.permissions_saved',
      before: { permissions: before },
      after: { permissions: after },
    });
  expect(saved(['create', 'read', 'update'], ['read', 'delete'])).toBe('Create off, Update off, Delete on');
  expect(saved(['read'], ['read'])).toBe('nothing changed');
  const added = (permissions: string[]) => changesInWords({ action: 'key.created', after: { permissions } });
  expect(added(['delete', 'read'])).toBe('Read, Delete');
  expect(added([])).toBe('no permission');
});

test('other fields tell before and after, only where they differ', () => {
  const details = { action: 'key.details_saved' };
  expect(
    changesInWords({
      ...details,
      before: { name: 'Acme', description: '' },
      after: { name: 'Acme', description: 'New' },
    }),
  ).toBe('Description: empty → New');
  expect(
    changesInWords({ action: 'endpoint.deployed', before: { revision: null }, after: { revision: 2 } }),
  ).toBe('Revision: 2');
  expect(changesInWords({ action: 'key.shared', after: { with: ['a', 'b'], safe: true } })).toBe(
    'with: a, b · safe: yes',
  );
});

test('a request tells what was asked for, and what was said to it', () => {
  const told = (after: Record<string, string>) => changesInWords({ action: 'request.declined', after });
  expect(told({ wish: 'production' })).toBe('Deploy to Production');
  expect(
    told({ wish: 'permission', environment: 'production', permission: 'delete', note: 'Never in there.' }),
  ).toBe('Delete (DELETE) in Production: Never in there.');
});

test('a header that got another value is told by its name', () => {
  const headers = ['Authorization', 'X-Tenant'];
  const saved = { action: 'endpoint.headers_saved', before: { headers } };
  expect(changesInWords({ ...saved, after: { headers, replaced: 'X-Tenant' } })).toBe(
    'New value of: X-Tenant',
  );
});

test('what the title says is not said again', () => {
  expect(changesInWords({ action: 'key.deleted', before: { name: 'Acme' } })).toBe('');
  expect(changesInWords({ action: 'key.copied', after: { key: 'ck_sbx_…a1b2' } })).toBe('ck_sbx_…a1b2');
});
