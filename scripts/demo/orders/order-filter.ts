import { z } from 'zod';
import { customerId, type Order, orderStatuses } from './order.ts';

/** The query parameters that choose among orders, the same for the list and the export. */
export const orderFilter = {
  status: z.array(z.enum(orderStatuses)).optional(),
  customerId: customerId.optional(),
  createdFrom: z.iso
    .datetime({ offset: true, error: 'must be a date and time such as 2026-11-03T00:00:00Z' })
    .optional(),
};

type Filter = z.output<z.ZodObject<typeof orderFilter>>;

export function chosen(orders: readonly Order[], { status, customerId, createdFrom }: Filter): Order[] {
  const from = createdFrom === undefined ? undefined : Date.parse(createdFrom);
  return orders.filter(
    order =>
      (!status || status.includes(order.status)) &&
      (!customerId || order.customerId === customerId) &&
      (from === undefined || Date.parse(order.createdAt) >= from),
  );
}
