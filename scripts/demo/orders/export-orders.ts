import { z } from 'zod';
import { csvRow } from './csv.ts';
import type { Call, Reply } from './http.ts';
import type { Order } from './order.ts';
import { chosen, orderFilter } from './order-filter.ts';
import { validQuery } from './validation.ts';

const columns =
  'id,number,createdAt,status,customerId,customerName,currency,total,items,reference,note'.split(',');

export function exportOrders({ book, environment, query }: Call): Reply {
  const orders = chosen(book.orders(), validQuery(z.object(orderFilter), query, ['status']));
  const rows = orders.map(order => csvRow(cells(order, book.customer(order.customerId)?.name ?? '')));
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="orders-${environment}.csv"`,
      'Cache-Control': 'no-cache',
    },
    body: csvRow(columns) + rows.join(''),
  };
}

function cells(order: Order, customerName: string): string[] {
  return [
    order.id,
    order.number,
    order.createdAt,
    order.status,
    order.customerId,
    customerName,
    order.currency,
    (order.total / 100).toFixed(2),
    String(order.items.length),
    order.reference ?? '',
    order.note ?? '',
  ];
}
