import { getCustomer, listCustomers } from './customer-operations.ts';
import { exportOrders } from './export-orders.ts';
import type { Operation } from './http.ts';
import {
  addOrderItem,
  createOrder,
  deleteOrder,
  getOrder,
  listOrderItems,
  listOrders,
  replaceOrder,
  updateOrder,
} from './order-operations.ts';
import { streamOrderEvents } from './stream-order-events.ts';

type Route = { path: string; operations: ReadonlyMap<string, Operation> };

const route = (path: string, operations: Record<string, Operation>): Route => ({
  path,
  operations: new Map(Object.entries(operations)),
});

/** Every operation, named as in `openapi.yaml`; the first path that fits wins. */
const routes: readonly Route[] = [
  route('/orders', { GET: listOrders, POST: createOrder }),
  route('/orders/export.csv', { GET: exportOrders }),
  route('/orders/events', { GET: streamOrderEvents }),
  route('/orders/{id}', { GET: getOrder, PUT: replaceOrder, PATCH: updateOrder, DELETE: deleteOrder }),
  route('/orders/{id}/items', { GET: listOrderItems, POST: addOrderItem }),
  route('/customers', { GET: listCustomers }),
  route('/customers/{id}', { GET: getCustomer }),
];

/** The operations of the route that fits these decoded path segments, and the value of its variable part. */
export function findRoute(
  segments: readonly string[],
): { operations: Route['operations']; id: string } | undefined {
  for (const { path, operations } of routes) {
    const parts = path.slice(1).split('/');
    if (parts.length !== segments.length) continue;
    const fits = parts.every((part, index) => part === '{id}' || part === segments[index]);
    if (fits) return { operations, id: segments[parts.indexOf('{id}')] ?? '' };
  }
  return undefined;
}
