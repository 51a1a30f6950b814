import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Api, aNewOrder, seeded, startApi } from './testing.ts';

const page = z.object({ data: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });

/** Walks all pages by the Link header, and does `between` after each. */
async function walk({ call, server }: Api, first: string, between: (seen: string[]) => Promise<unknown>) {
  const seen: string[] = [];
  let next: string | undefined = first;
  while (next) {
    const answer = await call(`GET ${next}`);
    const { data, nextCursor } = page.parse(answer.body);
    seen.push(...data.map(row => row.id));
    const link = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    const following: URL | undefined = link ? new URL(link, `${server.address}${next}`) : undefined;
    expect(following?.searchParams.get('cursor') ?? null).toBe(nextCursor);
    next = following && `${following.pathname}${following.search}`;
    await between(seen);
  }
  return seen;
}

test.each([1, 7, 24, 100])('pages of %i give every row once', async limit => {
  const api = await startApi();
  const all = page.parse((await api.call('GET /orders?limit=100')).body).data.map(row => row.id);
  expect(all).toHaveLength(24);
  expect(await walk(api, `/orders?limit=${limit}`, async () => {})).toEqual(all);
  const customers = await walk(api, `/customers?limit=${limit}`, async () => {});
  expect(new Set(customers).size).toBe(5);
  expect(customers).toHaveLength(5);
});

test('pages keep the filters, and lose and double no row while others place and delete orders', async () => {
  const api = await startApi();
  const wanted = page
    .parse((await api.call('GET /orders?status=delivered&status=shipped&limit=100')).body)
    .data.map(row => row.id);
  const seen = await walk(api, '/orders?status=delivered&status=shipped&limit=3', async given => {
    await api.call('POST /orders', { body: { ...aNewOrder, status: 'shipped' } });
    // Also the very row that the next cursor names.
    await api.call(`DELETE /orders/${given.at(-1)}`);
  });
  expect(seen).toEqual(wanted);
});

test('the last full page has no next one', async () => {
  const { call } = await startApi();
  const answer = await call(`GET /orders?customerId=${seeded.customer}&limit=100`);
  const count = page.parse(answer.body).data.length;
  const exact = await call(`GET /orders?customerId=${seeded.customer}&limit=${count}`);
  expect(exact.body).toEqual(answer.body);
  expect(exact.headers.get('link')).toBeNull();
});
