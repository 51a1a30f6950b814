import { z } from 'zod';
import { alreadyHeld, entityTag, requireMatch } from './etag.ts';
import { type Call, json, type Reply } from './http.ts';
import { mergePatch } from './merge-patch.ts';
import { newItem, type Order } from './order.ts';
import { chosen, orderFilter } from './order-filter.ts';
import { pageOf, paging } from './paging.ts';
import { Problem } from './problem.ts';
import { readJson } from './request-body.ts';
import { validBody, validOrder, validQuery } from './validation.ts';

const asJson = ['application/json'];
const asPatch = ['application/merge-patch+json', 'application/json'];

export function listOrders({ book, query }: Call): Reply {
  const asked = validQuery(z.object({ ...orderFilter, ...paging }), query, ['status']);
  return pageOf(chosen(book.orders(), asked), asked, query);
}

export async function createOrder({ book, message }: Call): Promise<Reply> {
  const created = book.create(validOrder(await readJson(message, asJson)));
  // Relative to `…/orders`, so that it also holds behind a gateway that serves this API under another path.
  return withTag(201, created, { Location: `orders/${created.id}` });
}

export function getOrder(call: Call): Reply {
  const order = orderOf(call);
  if (!alreadyHeld(call.headers, order)) return withTag(200, order);
  return { status: 304, headers: { ETag: entityTag(order), 'Cache-Control': 'no-cache' } };
}

export async function replaceOrder(call: Call): Promise<Reply> {
  const { body, order } = await bodyForOrder(call, asJson);
  requireMatch(call.headers, order);
  return withTag(200, call.book.replace(order, validOrder(body)));
}

export async function updateOrder(call: Call): Promise<Reply> {
  const { body, order } = await bodyForOrder(call, asPatch);
  requireMatch(call.headers, order);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Problem('malformed-request', 'The body must be a JSON object with the fields to change.');
  }
  return withTag(200, call.book.replace(order, validOrder(mergePatch(order, body))));
}

export function deleteOrder(call: Call): Reply {
  const order = orderOf(call);
  requireMatch(call.headers, order);
  call.book.delete(order);
  return { status: 204 };
}

export function listOrderItems(call: Call): Reply {
  return json(200, { data: orderOf(call).items });
}

export async function addOrderItem(call: Call): Promise<Reply> {
  const { body, order } = await bodyForOrder(call, asJson);
  requireMatch(call.headers, order);
  return json(201, call.book.addItem(order, validBody(newItem, body)));
}

function orderOf({ book, id }: Call): Order {
  const order = book.order(id);
  if (order) return order;
  throw new Problem('not-found', 'There is no such order in this environment.');
}

/** The body, and the order as it is once the body has arrived. */
async function bodyForOrder(
  call: Call,
  contentTypes: readonly string[],
): Promise<{ body: unknown; order: Order }> {
  // Asked before too: "no such order" is a better answer than a fault in a body that cannot matter.
  orderOf(call);
  const body = await readJson(call.message, contentTypes);
  return { body, order: orderOf(call) };
}

function withTag(status: number, order: Order, headers: Record<string, string> = {}): Reply {
  return json(status, order, { ...headers, ETag: entityTag(order) });
}
