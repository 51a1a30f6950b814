import { z } from 'zod';

/** The shapes of the Orders API: what it keeps, and what it takes from a caller. `openapi.yaml` says the same. */

export const environments = ['sandbox', 'production'] as const;
export type Environment = (typeof environments)[number];

export const orderStatuses = ['draft', 'placed', 'paid', 'shipped', 'delivered', 'cancelled'] as const;

const ulidPart = '[0-7][0-9A-HJKMNP-TV-Z]{25}';
export const orderId = z.string().regex(new RegExp(`^ord_${ulidPart}$`), 'must be an order id');
export const customerId = z.string().regex(new RegExp(`^cus_${ulidPart}$`), 'must be a customer id');
const itemId = z.string().regex(new RegExp(`^itm_${ulidPart}$`), 'must be an item id');

const text = (length: number) => z.string().trim().min(1).max(length);

const address = z.strictObject({
  name: text(120),
  street: text(120),
  city: text(80),
  postalCode: text(16),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'),
});

export const newItem = z.strictObject({
  sku: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/, 'must be 2 to 40 capital letters, digits and hyphens'),
  name: text(120),
  quantity: z.int().min(1).max(999),
  unitPrice: z.int().min(0).max(10_000_000),
});

/** How many items one order may hold. */
export const itemsPerOrder = 50;

/** An order as a caller writes it. An item that names its id stays the same item. */
export const newOrder = z.strictObject({
  customerId,
  status: z.enum(orderStatuses).default('placed'),
  currency: z.enum(['EUR', 'GBP', 'USD']).default('EUR'),
  reference: text(60).nullable().default(null),
  note: text(500).nullable().default(null),
  shippingAddress: address.nullable().default(null),
  items: z
    .array(newItem.extend({ id: itemId.optional() }))
    .min(1)
    .max(itemsPerOrder),
});
export type NewOrder = z.output<typeof newOrder>;
export type NewItem = NewOrder['items'][number];

const orderItem = z.strictObject({ id: itemId, ...newItem.shape });
export type OrderItem = z.output<typeof orderItem>;

export const order = z.strictObject({
  id: orderId,
  number: z.string(),
  ...newOrder.shape,
  items: z.array(orderItem),
  total: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Order = z.output<typeof order>;

/** What the server alone decides; a caller may send it back, as it comes with every answer, and it is ignored. */
export const decidedByServer: ReadonlySet<string> = new Set([
  'id',
  'number',
  'total',
  'createdAt',
  'updatedAt',
] satisfies (keyof Order)[]);

export type Customer = {
  id: string;
  name: string;
  email: string;
  country: string;
  createdAt: string;
};

/** The price of all items together, in the currency's smallest unit. */
export function totalOf(items: readonly Omit<OrderItem, 'id'>[]): number {
  return items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
}
