import { EventFeed, type OrderEvent } from './event-feed.ts';
import { IdSource, oldestFirst } from './id-source.ts';
import {
  type Customer,
  itemsPerOrder,
  type NewItem,
  type NewOrder,
  type Order,
  type OrderItem,
  totalOf,
} from './order.ts';
import { defaultLimits, full, type Limits, requireOpen } from './order-rules.ts';
import { invalidBody } from './validation.ts';

/** All that changes in an environment, as it is kept in a file. */
export type BookState = { lastNumber: number; orders: readonly Order[]; events: readonly OrderEvent[] };

type Fixed = { numberPrefix: string; customers: readonly Customer[]; limits?: Limits; onChange?: () => void };

/** The orders and customers of one environment, in memory. Every change is one synchronous step. */
export class OrderBook {
  readonly events: EventFeed;
  // By rising id, since each new id is greater than all before: sorting at every call would be felt.
  readonly #orders: Map<string, Order>;
  readonly #customers: ReadonlyMap<string, Customer>;
  readonly #fixed: Fixed;
  readonly #limits: Limits;
  readonly #ids: IdSource;
  #itemCount: number;
  #lastNumber: number;

  constructor(state: BookState, fixed: Fixed) {
    this.events = new EventFeed(state.events);
    this.#orders = new Map(oldestFirst(state.orders).map(order => [order.id, order]));
    this.#customers = new Map(oldestFirst(fixed.customers).map(customer => [customer.id, customer]));
    this.#fixed = fixed;
    this.#limits = fixed.limits ?? defaultLimits;
    this.#itemCount = state.orders.reduce((sum, order) => sum + order.items.length, 0);
    this.#lastNumber = state.lastNumber;
    this.#ids = new IdSource(state.orders.map(order => order.id));
  }

  get state(): BookState {
    return { lastNumber: this.#lastNumber, orders: [...this.#orders.values()], events: this.events.recent };
  }

  /** Newest first. */
  orders(): Order[] {
    return [...this.#orders.values()].reverse();
  }

  order(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  customers(): Customer[] {
    return [...this.#customers.values()].reverse();
  }

  customer(id: string): Customer | undefined {
    return this.#customers.get(id);
  }

  create(input: NewOrder): Order {
    this.#requireCustomer(input.customerId);
    if (this.#orders.size >= this.#limits.orders) throw full(`${this.#limits.orders} orders`);
    this.#takeRoom(input.items.length);
    const now = new Date().toISOString();
    this.#lastNumber += 1;
    return this.#put('order.created', {
      id: this.#ids.next('ord_'),
      number: `${this.#fixed.numberPrefix}${this.#lastNumber}`,
      ...input,
      items: this.#withIds(input.items, []),
      total: totalOf(input.items),
      createdAt: now,
      updatedAt: now,
    });
  }

  replace(order: Order, input: NewOrder): Order {
    requireOpen(order);
    this.#requireCustomer(input.customerId);
    this.#takeRoom(input.items.length - order.items.length);
    return this.#put('order.updated', {
      ...order,
      ...input,
      items: this.#withIds(input.items, order.items),
      total: totalOf(input.items),
      updatedAt: new Date().toISOString(),
    });
  }

  addItem(order: Order, input: Omit<OrderItem, 'id'>): OrderItem {
    requireOpen(order);
    if (order.items.length >= itemsPerOrder) throw full(`${itemsPerOrder} items in one order`);
    this.#takeRoom(1);
    const item = { id: this.#ids.next('itm_'), ...input };
    const items = [...order.items, item];
    const updatedAt = new Date().toISOString();
    this.#put('order.updated', { ...order, items, total: totalOf(items), updatedAt });
    return item;
  }

  delete(order: Order): void {
    this.#orders.delete(order.id);
    this.#itemCount -= order.items.length;
    this.#changed('order.deleted', order);
  }

  #put(type: OrderEvent['type'], order: Order): Order {
    this.#orders.set(order.id, order);
    this.#changed(type, order);
    return order;
  }

  #changed(type: OrderEvent['type'], { id, number, status }: Order): void {
    this.events.publish({ type, at: new Date().toISOString(), orderId: id, number, status });
    this.#fixed.onChange?.();
  }

  #requireCustomer(id: string): void {
    if (this.#customers.has(id)) return;
    throw invalidBody([{ pointer: '/customerId', detail: 'is not a customer of this environment' }]);
  }

  #takeRoom(items: number): void {
    if (items > 0 && this.#itemCount + items > this.#limits.items) throw full(`${this.#limits.items} items`);
    this.#itemCount += items;
  }

  /** An item that names the id of one the order has stays that item; all others are new. */
  #withIds(items: readonly NewItem[], present: readonly OrderItem[]): OrderItem[] {
    const free = new Set(present.map(item => item.id));
    return items.map(({ id, ...item }) => ({
      id: id !== undefined && free.delete(id) ? id : this.#ids.next('itm_'),
      ...item,
    }));
  }
}
