import { type CallRecord, matchesCall, readCallFilter } from '@ck/shared/calls';
import { errorClassOf } from '@ck/shared/statistics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLogsLink, rowsOf } from './logs-link.ts';

const range = { from: new Date('2026-11-25T15:00:00Z'), to: new Date('2026-11-26T15:00:00Z') };

/** What the log makes of a link: the rows that it shows. */
function filterOf(link: string) {
  const { searchParams } = new URL(link, 'https://portal.example');
  const { filter, faults } = readCallFilter(name => searchParams.get(name));
  expect(faults).toEqual([]);
  return filter;
}

/** Ends as a gateway records them. */
const ends = [
  ...[200, 204, 302, 404, 500].map(status => ({ outcome: 'ok', status })),
  ...[0, 200, 499].map(status => ({ outcome: 'unknown', status })),
  ...[200, 499].map(status => ({ outcome: 'client_gone', status })),
  ...[200, 502].map(status => ({ outcome: 'upstream_reset', status })),
  { outcome: 'permission_missing', status: 403 },
  { outcome: 'log_unavailable', status: 503 },
];

const aCall = fc
  .record({
    at: fc.date({ min: new Date('2026-11-25'), max: new Date('2026-11-27'), noInvalidDate: true }),
    end: fc.constantFrom(...ends),
    environment: fc.constantFrom('sandbox', 'production'),
    source: fc.constantFrom('app', 'console'),
  })
  .map(({ end, ...call }) => ({ ...call, ...end }));

test('the link of each class of errors opens the calls that it counts, and no others', () => {
  const filters = { range: '24h', environment: 'production', source: 'app' } as const;
  const link = makeLogsLink('/apis/orders/logs', filters, range);
  fc.assert(
    fc.property(aCall, call => {
      const counted =
        call.at >= range.from &&
        call.at < range.to &&
        call.environment === 'production' &&
        call.source === 'app';
      expect(matchesCall(filterOf(link()), call as CallRecord)).toBe(counted);
      for (const [name, about] of Object.entries(rowsOf))
        expect(matchesCall(filterOf(link(about)), call as CallRecord)).toBe(
          counted && errorClassOf(call.outcome, call.status) === name,
        );
    }),
  );
});

test('without filters a link names the range only, and another place where it is given one', () => {
  const link = makeLogsLink('/shared/K/logs', { range: '24h', environment: 'all', source: 'all' }, range);
  expect(link()).toBe('/shared/K/logs?from=2026-11-25T15%3A00%3A00.000Z&to=2026-11-26T15%3A00%3A00.000Z');
  expect(link({ request: 'R' }, '/elsewhere')).toMatch(/^\/elsewhere\?from=.*&request=R$/);
});

test('a call without an answer is asked for by its outcome alone', () => {
  const link = makeLogsLink('/logs', { range: '24h', environment: 'all', source: 'all' }, range);
  expect(filterOf(link({ outcome: 'unknown', status: 0 }))).toEqual({ ...range, outcome: 'unknown' });
  expect(filterOf(link({ outcome: 'ok', status: 404 }))).toEqual({ ...range, outcome: 'ok', status: 404 });
});
