import type { Order } from './order.ts';
import { Problem } from './problem.ts';

/** How much one environment holds, so that no visitor can exhaust the memory. */
export type Limits = { orders: number; items: number };
export const defaultLimits: Limits = { orders: 5_000, items: 25_000 };

export function requireOpen(order: Order): void {
  if (order.status !== 'delivered' && order.status !== 'cancelled') return;
  throw new Problem(
    'order-closed',
    `Order ${order.number} is ${order.status} and cannot be changed any more.`,
  );
}

export function full(limit: string): Problem {
  return new Problem('storage-full', `This sample API holds at most ${limit}. Delete some first.`);
}
