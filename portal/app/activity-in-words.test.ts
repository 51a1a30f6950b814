import { expect, test } from 'vitest';
import { activityInWords, changesInWords } from './activity-in-words.ts';

test('an action reads as words, an unknown one as itself', () => {
  expect(activityInWords('key.revealed')).toBe('Key shown');
  expect(activityInWords('key.cut_off')).toBe('key.cut_off');
  expect(activityInWords('constructor')).toBe('constructor');
});

test('only what differs is told, with before and after', () => {
  expect(changesInWords({ active: true }, { active: false })).toBe('active: yes → no');
  expect(changesInWords({ permissions: ['create', 'read'] }, { permissions: [] })).toBe(
    'permissions: create, read → none',
  );
  expect(changesInWords({ name: 'Acme', description: '' }, { name: 'Acme', description: 'New' })).toBe(
    'description: empty → New',
  );
  expect(changesInWords(undefined, { key: 'ck_sbx_…a1b2' })).toBe('key: ck_sbx_…a1b2');
  expect(changesInWords({ revision: null }, { revision: 2 })).toBe('revision: 2');
  expect(changesInWords({ name: 'Acme' })).toBe('name: Acme → none');
});
