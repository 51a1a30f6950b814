import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callFilterNames, readCallFilter } from './call-filter.ts';

const read = (given: Record<string, string>) => readCallFilter(name => given[name] ?? null);

test('every part of a filter is read from its text', () => {
  expect(
    read({
      ...{
        environment: 'sandbox',
        class: '4xx',
        status: '403',
        outcome: 'permission_missing',
        method: 'put',
      },
      ...{ operation: 'PUT /orders/{id}', path: '/orders', source: 'console', address: '203.0.113.40' },
      ...{ request: '01KCZ81F9QW4E7T2R5Y8V1J3XP', from: '2026-11-26T12:00:00Z', to: '2026-11-26T13:00:00Z' },
    }),
  ).toEqual({
    faults: [],
    filter: {
      ...{
        environment: 'sandbox',
        statusClass: 4,
        status: 403,
        outcome: 'permission_missing',
        method: 'PUT',
      },
      ...{ operation: 'PUT /orders/{id}', path: '/orders', source: 'console', address: '203.0.113.40' },
      request: '01KCZ81F9QW4E7T2R5Y8V1J3XP',
      from: new Date('2026-11-26T12:00:00Z'),
      to: new Date('2026-11-26T13:00:00Z'),
    },
  });
});

test('what cannot be read is told by its name, and the rest still holds', () => {
  const { filter, faults } = read({ class: '9xx', status: 'x', from: 'yesterday', method: 'GET', to: '12' });
  expect(filter).toEqual({ method: 'GET' });
  expect(faults.map(({ name }) => name)).toEqual(['class', 'status', 'from', 'to']);
});

test('a time without its zone is told, whatever zone this machine is in', () => {
  for (const from of ['2026-11-26T14:05', '2026-11-26T14:05:00', '2026-11-26 14:05Z', '2026-13-01'])
    expect(read({ from })).toMatchObject({ filter: {}, faults: [{ name: 'from' }] });
  for (const from of ['2026-11-26T13:05:00.000Z', '2026-11-26T14:05+01:00'])
    expect(read({ from }).filter.from?.toISOString()).toBe('2026-11-26T13:05:00.000Z');
});

test('a range that ends before it begins is told', () => {
  const { filter, faults } = read({ from: '2026-11-26', to: '2026-11-25' });
  expect(filter).toEqual({ from: new Date('2026-11-26T00:00:00Z') });
  expect(faults).toEqual([{ name: 'to', message: 'This must be after the beginning.' }]);
});

test('no text whatsoever makes it fail, or becomes anything but texts, numbers and dates', () => {
  fc.assert(
    fc.property(fc.record(Object.fromEntries(callFilterNames.map(name => [name, fc.string()]))), given => {
      for (const value of Object.values(read(given).filter))
        expect(typeof value === 'string' || typeof value === 'number' || value instanceof Date).toBe(true);
    }),
  );
});
