import { describe, expect, test } from 'vitest';
import { newOrder } from './order.ts';
import { OrderBook } from './order-book.ts';
import { Problem } from './problem.ts';
import { seedOf } from './seed.ts';
import { aNewOrder } from './testing.ts';

const anOrder = newOrder.parse(aNewOrder);

function bookWith(limits: { orders: number; items: number }): OrderBook {
  const { state, ...fixed } = seedOf('sandbox');
  return new OrderBook({ ...state, orders: [] }, { ...fixed, limits });
}

describe('an order book', () => {
  test('takes no more orders than its limit, until some are deleted', () => {
    const book = bookWith({ orders: 2, items: 100 });
    const first = book.create(anOrder);
    book.create(anOrder);
    expect(() => book.create(anOrder)).toThrow(Problem);
    expect(() => book.create(anOrder)).toThrow(/at most 2 orders/);
    book.delete(first);
    expect(book.create(anOrder).number).toBe('TEST-1027');
  });

  test('takes no more items than its limit, however they come', () => {
    const book = bookWith({ orders: 100, items: 3 });
    const [item] = anOrder.items;
    if (!item) throw new Error('The sample order has an item.');
    const order = book.create({ ...anOrder, items: [item, item] });
    book.addItem(order, item);
    const full = book.order(order.id) ?? order;
    expect(() => book.addItem(full, item)).toThrow(/at most 3 items/);
    expect(() => book.create(anOrder)).toThrow(/at most 3 items/);
    expect(() => book.replace(full, { ...anOrder, items: [item, item, item, item] })).toThrow(/at most 3/);
    const smaller = book.replace(full, anOrder);
    book.create({ ...anOrder, items: [item, item] });
    expect(() => book.addItem(smaller, item)).toThrow(/at most 3 items/);
  });

  test('gives rising ids and numbers, also many in one millisecond', () => {
    const book = bookWith({ orders: 1000, items: 1000 });
    const ids = Array.from({ length: 500 }, () => book.create(anOrder).id);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(500);
  });

  test('keeps an item id once, even where a caller names it twice', () => {
    const book = bookWith({ orders: 1, items: 10 });
    const order = book.create(anOrder);
    const [item] = order.items;
    if (!item) throw new Error('The order has an item.');
    const { items } = book.replace(order, { ...anOrder, items: [item, item] });
    expect(items[0]?.id).toBe(item.id);
    expect(items[1]?.id).not.toBe(item.id);
  });
});
