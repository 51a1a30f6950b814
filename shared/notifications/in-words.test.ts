import { expect, test } from 'vitest';
import type { NotificationDocument } from '../notifying/index.ts';
import { inWords } from './in-words.ts';

const endpoints = new Map([['e', { name: 'Orders API', slug: 'orders' }]]);

function pathOf(facts: Partial<NotificationDocument>): string | undefined {
  const row = {
    ...{ _id: 'n', endpointId: 'e', keyId: 'k', keyName: 'Acme Corp', at: new Date(), facts: {} },
    ...{ audience: 'collaborator', environment: 'production' },
    ...facts,
  } as unknown as NotificationDocument;
  return inWords(row, endpoints)?.path;
}

test('a notification leads to the rows that it is about', () => {
  const call = { callId: '01KCZ81F9QW4E7T2R5Y8V1J3XP', method: 'GET', path: '/orders', status: 200 };
  expect(pathOf({ kind: 'first_production_call', facts: { ...call, at: '2026-11-26T09:00:00Z' } })).toBe(
    '/shared/k/logs?request=01KCZ81F9QW4E7T2R5Y8V1J3XP&open=01KCZ81F9QW4E7T2R5Y8V1J3XP',
  );
  expect(pathOf({ kind: 'error_rate', facts: { failed: 31, total: 120, threshold: 5 } })).toBe(
    '/shared/k/logs?environment=production&class=5xx',
  );
  expect(pathOf({ kind: 'key_switched', facts: { active: false } })).toBe('/shared/k?environment=production');
});
