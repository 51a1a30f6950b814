import { ulid } from 'ulid';
import type { Customer, Environment, Order, OrderItem } from './order.ts';
import { totalOf } from './order.ts';
import type { BookState } from './order-book.ts';
import { type SeedCustomer, type SeedData, type SeedProduct, seedData } from './seed-data.ts';

const hour = 3_600_000;
const newestOrder = Date.parse('2026-11-20T15:12:00Z');
const newestCustomer = Date.parse('2026-06-01T09:00:00Z');

/** Statuses that fit the age of an order: the newest are open, the oldest are done. */
const recentStatuses = ['placed', 'paid', 'paid', 'shipped', 'draft'] as const;
const olderStatuses = ['shipped', 'delivered', 'delivered', 'delivered', 'cancelled'] as const;

/**
 * What an environment begins with, the same at every start. The newest customer and the two newest orders have the
 * same ids in both environments, with other contents: the examples in `openapi.yaml` name them, and work in either.
 */
export function seedOf(environment: Environment): {
  state: BookState;
  numberPrefix: string;
  customers: Customer[];
} {
  const data = seedData[environment];
  const random = seededRandom(data.firstNumber);
  const customers = data.customers.map(seedCustomer);
  // The last customer has no orders, as some do not.
  const buyers = customers.slice(0, -1);
  const orders = Array.from({ length: data.orders }, (_, index) => {
    const buyer = index < 2 ? 0 : Math.floor(random() * buyers.length);
    return seedOrder(data, index, random, buyer, customers[buyer]?.id ?? '');
  });
  const lastNumber = data.firstNumber + data.orders - 1;
  return { state: { lastNumber, orders, events: [] }, numberPrefix: data.numberPrefix, customers };
}

function seedCustomer(
  { name, email, country }: SeedCustomer,
  index: number,
  all: readonly object[],
): Customer {
  const time = newestCustomer - Math.round((index * 4000) / all.length) * hour;
  return { id: `cus_${fixedUlid(time)}`, name, email, country, createdAt: new Date(time).toISOString() };
}

function seedOrder(
  data: SeedData,
  index: number,
  random: () => number,
  buyer: number,
  customerId: string,
): Order {
  const time = newestOrder - (index < 2 ? index * 2 : Math.round((index * 1900) / data.orders)) * hour;
  const items = seedItems(data.products, time, random);
  const createdAt = new Date(time).toISOString();
  const customer = data.customers[buyer];
  return {
    id: `ord_${fixedUlid(time)}`,
    number: `${data.numberPrefix}${data.firstNumber + data.orders - 1 - index}`,
    customerId,
    status: seedStatus(index, random),
    currency: customer?.country === 'GB' ? 'GBP' : 'EUR',
    reference: turn(data.references, index),
    note: turn(data.notes, index),
    shippingAddress: customer ? addressOf(customer) : null,
    items,
    total: totalOf(items),
    createdAt,
    updatedAt: createdAt,
  };
}

function seedItems(products: readonly SeedProduct[], time: number, random: () => number): OrderItem[] {
  const first = Math.floor(random() * products.length);
  return [...products, ...products]
    .slice(first, first + 1 + Math.floor(random() * 3))
    .map(({ sku, name, unitPrice }, index) => ({
      id: `itm_${fixedUlid(time + index)}`,
      sku,
      name,
      quantity: unitPrice > 50_000 ? 1 : 1 + Math.floor(random() * 12),
      unitPrice,
    }));
}

function seedStatus(index: number, random: () => number): Order['status'] {
  if (index < 2) return 'placed';
  const statuses = index < 12 ? recentStatuses : olderStatuses;
  return statuses[Math.floor(random() * statuses.length)] ?? 'placed';
}

function addressOf({ name, street, city, postalCode, country }: SeedCustomer): Order['shippingAddress'] {
  return { name, street, city, postalCode, country };
}

function turn(texts: readonly (string | null)[], index: number): string | null {
  return texts[index % texts.length] ?? null;
}

/** The same id for the same time, always. */
function fixedUlid(time: number): string {
  return ulid(time, seededRandom(time));
}

/** Mulberry32: the same numbers from 0 to 1 at every start. */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
