import { expect, test } from 'vitest';
import { type Filters, filtersOf, searchOf, windowOf } from './filters.ts';

const at = (search: string) => filtersOf(new URL(`https://portal.example/apis/orders/statistics${search}`));

test('an address without filters asks for what apps called in the last 24 hours', () => {
  expect(at('')).toEqual({ range: '24h', environment: 'all', source: 'app' });
});

test.each<Filters>([
  { range: '24h', environment: 'all', source: 'app' },
  { range: '90d', environment: 'production', source: 'all' },
  { range: '7d', environment: 'sandbox', source: 'console' },
])('filters stand in the address: %j', filters => {
  expect(at(searchOf(filters))).toEqual(filters);
});

test.each(['?range=1y', '?range=toString', '?environment=staging', '?source=slack'])(
  'what is not understood is as if it were not there: %s',
  search => {
    expect(at(search)).toEqual(at(''));
  },
);

test('a range has whole steps, the one under way included', () => {
  const now = new Date('2026-11-26T14:23:00Z');
  expect(windowOf('24h', now)).toEqual({
    ...{ from: new Date('2026-11-25T15:00:00Z'), to: new Date('2026-11-26T15:00:00Z') },
    by: 'hour',
  });
  expect(windowOf('90d', now)).toEqual({
    ...{ from: new Date('2026-08-29T00:00:00Z'), to: new Date('2026-11-27T00:00:00Z') },
    by: 'day',
  });
});
