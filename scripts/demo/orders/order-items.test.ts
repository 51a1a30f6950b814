import { describe, expect, test } from 'vitest';
import { order as orderSchema } from './order.ts';
import { aNewOrder, seeded, startApi } from './testing.ts';

describe('items', () => {
  test('are listed, and added with the total following', async () => {
    const { call } = await startApi();
    const path = `/orders/${seeded.order}`;
    const before = orderSchema.parse((await call(`GET ${path}`)).body);
    expect((await call(`GET ${path}/items`)).body).toEqual({ data: before.items });
    const added = await call(`POST ${path}/items`, { body: aNewOrder.items[0] });
    expect(added).toMatchObject({ status: 201, body: aNewOrder.items[0] });
    const after = orderSchema.parse((await call(`GET ${path}`)).body);
    expect(after.items).toEqual([...before.items, added.body]);
    expect(after.total).toBe(before.total + 300);
    expect((await call(`POST ${path}/items`, { body: { sku: 'x' } })).status).toBe(422);
  });

  test('are at most 50 in an order', async () => {
    const { call } = await startApi();
    const items = Array.from({ length: 50 }, () => aNewOrder.items[0]);
    expect((await call(`PUT /orders/${seeded.order}`, { body: { ...aNewOrder, items } })).status).toBe(200);
    const more = await call(`POST /orders/${seeded.order}/items`, { body: items[0] });
    expect(more).toMatchObject({ status: 507, body: { code: 'storage-full' } });
  });
});
