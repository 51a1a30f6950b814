import { describe, expect, test } from 'vitest';
import { order as orderSchema } from './order.ts';
import { aNewOrder, seeded, startApi } from './testing.ts';

describe('orders', () => {
  test('are listed newest first', async () => {
    const { call } = await startApi();
    const { status, body } = await call('GET /orders?limit=2');
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: [{ id: seeded.order }, { id: seeded.otherOrder }] });
  });

  test('are listed by several statuses, by customer and from a time on', async () => {
    const { call } = await startApi();
    const query = `status=placed&status=paid&customerId=${seeded.customer}&createdFrom=2026-11-20T16:00:00%2B02:00`;
    expect((await call(`GET /orders?${query}`)).body).toMatchObject({
      data: [{ id: seeded.order }],
      nextCursor: null,
    });
    expect((await call('GET /orders?createdFrom=2026-11-20T15:12:00Z')).body).toMatchObject({
      data: [{ id: seeded.order }],
    });
    const paid = await call('GET /orders?status=paid&limit=100');
    expect(paid.text).toContain('"status":"paid"');
    expect(paid.text).not.toContain('"status":"placed"');
  });

  test('are placed, numbered, priced, and found where Location says', async () => {
    const { call, server } = await startApi();
    const placed = await call('POST /orders', { body: aNewOrder });
    expect(placed.status).toBe(201);
    const order = orderSchema.parse(placed.body);
    expect(order).toMatchObject({
      number: 'TEST-1025',
      status: 'placed',
      currency: 'EUR',
      total: 300,
      note: null,
    });
    const where = new URL(placed.headers.get('location') ?? '', `${server.address}/sandbox/orders`);
    expect(await (await fetch(where)).json()).toEqual(order);
  });

  test('are replaced as a whole, keeping the items that name their id', async () => {
    const { call } = await startApi();
    const before = orderSchema.parse((await call(`GET /orders/${seeded.order}`)).body);
    const after = orderSchema.parse(
      (
        await call(`PUT /orders/${seeded.order}`, {
          body: { ...aNewOrder, items: [...aNewOrder.items, ...before.items] },
        })
      ).body,
    );
    expect(after.items.slice(1)).toEqual(before.items);
    expect(after.items[0]?.id).not.toBe(before.items[0]?.id);
    expect(after).toMatchObject({
      id: before.id,
      number: before.number,
      note: null,
      total: 300 + before.total,
    });
    expect((await call(`GET /orders/${seeded.order}`)).body).toEqual(after);
  });

  test('can be sent back as they were read', async () => {
    const { call } = await startApi();
    const { body } = await call(`GET /orders/${seeded.order}`);
    const replaced = await call(`PUT /orders/${seeded.order}`, { body });
    expect(replaced.status).toBe(200);
    expect({ ...orderSchema.parse(replaced.body), updatedAt: '' }).toEqual({
      ...orderSchema.parse(body),
      updatedAt: '',
    });
  });

  test('are changed in parts, where null puts a field back', async () => {
    const { call } = await startApi();
    const changed = await call(`PATCH /orders/${seeded.order}`, {
      body: { note: 'Changed', reference: null, shippingAddress: { city: 'Elsewhere' } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      note: 'Changed',
      reference: null,
      shippingAddress: { street: '1 Test Street', city: 'Elsewhere' },
    });
    const again = await call(`PATCH /orders/${seeded.order}`, { body: { shippingAddress: null } });
    expect(again.body).toMatchObject({ note: 'Changed', shippingAddress: null });
  });

  test('are closed once they are cancelled, but can still be deleted', async () => {
    const { call } = await startApi();
    const path = `/orders/${seeded.order}`;
    expect((await call(`PATCH ${path}`, { body: { status: 'cancelled' } })).status).toBe(200);
    for (const answer of [
      await call(`PATCH ${path}`, { body: { note: 'x' } }),
      await call(`PUT ${path}`, { body: aNewOrder }),
      await call(`POST ${path}/items`, { body: aNewOrder.items[0] }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'order-closed' } });
    }
    expect((await call(`DELETE ${path}`)).status).toBe(204);
  });

  test('are gone once they are deleted', async () => {
    const { call } = await startApi();
    const deleted = await call(`DELETE /orders/${seeded.order}`);
    expect(deleted).toMatchObject({ status: 204, text: '' });
    expect((await call(`GET /orders/${seeded.order}`)).status).toBe(404);
    expect((await call(`DELETE /orders/${seeded.order}`)).status).toBe(404);
    expect((await call(`PUT /orders/${seeded.order}`, { body: aNewOrder })).status).toBe(404);
  });

  test('refuse what is not valid, naming each fault by its JSON pointer', async () => {
    const { call } = await startApi();
    const body = { items: [{ ...aNewOrder.items[0], quantity: 0, 'a/b~c': 1 }], status: 'lost' };
    const { status, body: problem, headers } = await call('POST /orders', { body });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(problem).toMatchObject({ type: expect.any(String), code: 'validation-failed', status: 422 });
    expect(problem).toHaveProperty('errors.0', { pointer: '/customerId', detail: 'is required' });
    const pointers = ['/items/0/quantity', '/items/0/a~1b~0c', '/status'];
    expect(problem).toHaveProperty(
      'errors',
      expect.arrayContaining(pointers.map(pointer => ({ pointer, detail: expect.any(String) }))),
    );
  });

  test('refuse a customer that is not there, and a patch that is no object', async () => {
    const { call } = await startApi();
    const customerId = seeded.customer.replace(/3$/, '4');
    expect(await call('POST /orders', { body: { ...aNewOrder, customerId } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customerId', detail: 'is not a customer of this environment' }] },
    });
    expect((await call(`PATCH /orders/${seeded.order}`, { body: [] })).status).toBe(400);
    expect((await call(`PATCH /orders/${seeded.order}`, { body: '{"__proto__":{"note":"x"}}' })).status).toBe(
      422,
    );
  });

  test('name every query parameter that is not valid', async () => {
    const { call } = await startApi();
    const { status, body } = await call('GET /orders?limit=0&status=lost&createdFrom=yesterday&cursor=%3F');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: expect.arrayContaining(
        ['limit', 'status', 'createdFrom', 'cursor'].map(parameter => expect.objectContaining({ parameter })),
      ),
    });
    expect((await call('GET /orders?limit=1&limit=2')).body).toMatchObject({
      errors: [{ parameter: 'limit', detail: 'may be sent only once' }],
    });
  });
});
