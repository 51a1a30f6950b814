import { z } from 'zod';
import { type Call, json, type Reply } from './http.ts';
import { pageOf, paging } from './paging.ts';
import { Problem } from './problem.ts';
import { validQuery } from './validation.ts';

const customerQuery = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters')
    .optional(),
  ...paging,
});

export function listCustomers({ book, query }: Call): Reply {
  const asked = validQuery(customerQuery, query);
  const rows = book.customers().filter(({ country }) => !asked.country || country === asked.country);
  return pageOf(rows, asked, query);
}

export function getCustomer({ book, id }: Call): Reply {
  const customer = book.customer(id);
  if (customer) return json(200, customer);
  throw new Problem('not-found', 'There is no such customer in this environment.');
}
