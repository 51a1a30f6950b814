import type { Pair } from './reveal-keys.ts';

/** One call as a partner's app makes it. */
export type Send = (call: {
  key: string;
  app: string;
  /** Method and path, such as `GET /orders`. */
  line: string;
  body?: unknown;
}) => Promise<{ status: number; body: unknown }>;

/** Ids that the sample API has in both environments, as the examples of `openapi.yaml` name them. */
const order = 'ord_01M7WR7CG0B1A0P963ZFTMF6TP';
const otherOrder = 'ord_01M7WHBN809C2PJJSB06BNX40C';
const customerId = 'cus_01KT16JKM04TN7KBJ9F9TSJV83';
const nobody = 'ord_01M7WR7CG0000000000000NONE';

const environments = ['sandbox', 'production'] as const;
const coffee = { sku: 'BEAN-HOUSE-1KG', name: 'House espresso beans, 1 kg', quantity: 2, unitPrice: 2190 };
const cups = { sku: 'CUP-LATTE-12', name: 'Latte cups, box of 12', quantity: 1, unitPrice: 5400 };

/** A storefront: it lists, places and follows orders, in both environments, and all goes well. */
export async function healthyCalls(keys: Pair, send: Send): Promise<void> {
  for (const environment of environments) {
    const call = (line: string, body?: unknown) =>
      send({ key: keys[environment], app: 'acme-storefront/2.3', line, body });
    for (const page of ['?limit=10', '?status=placed', '?status=paid&limit=5'])
      await call(`GET /orders${page}`);
    await call('GET /customers');
    await call(`GET /customers/${customerId}`);
    for (const id of [order, otherOrder]) {
      await call(`GET /orders/${id}`);
      await call(`GET /orders/${id}/items`);
    }
    for (const reference of ['WEB-1', 'WEB-2', 'WEB-3']) {
      const placed = await call('POST /orders', { customerId, reference, items: [coffee] });
      const id = idOf(placed.body);
      await call(`POST /orders/${id}/items`, cups);
      await call(`PATCH /orders/${id}`, { status: 'paid' });
      await call(`GET /orders/${id}`);
      // Only its sandbox key may delete.
      if (environment === 'sandbox' && reference === 'WEB-1') await call(`DELETE /orders/${id}`);
    }
    await call('GET /orders/export.csv');
  }
}

/** A warehouse that was set up with the wrong key, an old list of orders, and a body of another API. */
export async function failingCalls(keys: Pair, send: Send): Promise<void> {
  const app = 'birch-warehouse/0.9';
  const inProduction = (line: string, body?: unknown) => send({ key: keys.production, app, line, body });
  const inSandbox = (line: string, body?: unknown) => send({ key: keys.sandbox, app, line, body });
  await inSandbox('GET /orders');
  for (const reference of ['SHIP-1', 'SHIP-2', 'SHIP-3', 'SHIP-4'])
    await inProduction('POST /orders', { customerId, reference, items: [coffee] });
  await inProduction('GET /orders?limit=5');
  await inProduction(`PATCH /orders/${order}`, { status: 'shipped' });
  for (let attempt = 0; attempt < 3; attempt += 1) await inProduction(`GET /orders/${nobody}`);
  await inProduction('GET /parcels');
  for (const articles of [[], [{ article: 'BEAN-HOUSE-1KG', amount: 2 }]])
    await inSandbox('POST /orders', { customer: 'Harbour Lane Coffee', articles });
  await inSandbox('GET /orders?status=packed');
  await inSandbox(`DELETE /orders/${nobody}`);
}

function idOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}
