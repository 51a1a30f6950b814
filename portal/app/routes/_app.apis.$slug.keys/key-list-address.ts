import type { KeyFilter, KeyOrder } from '@ck/shared/keys';

/** How a list of keys is narrowed, ordered and turned over: all of it stands in its address. */
export type KeyListQuery = { filter: KeyFilter; order: KeyOrder; page: number };

const orders: readonly KeyOrder[] = ['-created', 'created', 'name', '-name'];
const states = ['active', 'inactive'] as const;
const invitations = ['pending', 'none'] as const;

/** Whatever an address says that no list can be: it is as if it said nothing. */
export function readKeyListQuery(search: URLSearchParams): KeyListQuery {
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    values.find(value => value === search.get(name));
  const text = search.get('text')?.trim() ?? '';
  const [sandbox, production] = [one('sandbox', states), one('production', states)];
  const invited = one('invitations', invitations);
  return {
    filter: {
      ...(text !== '' && { text }),
      ...(sandbox !== undefined && { sandbox }),
      ...(production !== undefined && { production }),
      ...(invited !== undefined && { invitations: invited }),
    },
    order: one('order', orders) ?? '-created',
    page: Number(search.get('page') ?? 1),
  };
}

/** The same list in another order; it begins anew. */
export function orderAddress(search: URLSearchParams, column: 'name' | 'created'): string {
  const { order } = readKeyListQuery(search);
  const first = column === 'created' ? '-created' : 'name';
  const second = column === 'created' ? 'created' : '-name';
  return withParts(search, { order: order === first ? second : first, page: undefined });
}

export const pageAddress = (search: URLSearchParams, page: number): string =>
  withParts(search, { page: page === 1 ? undefined : String(page) });

function withParts(search: URLSearchParams, parts: Record<string, string | undefined>): string {
  const next = new URLSearchParams([...search].filter(([, value]) => value !== ''));
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return `?${next}`;
}
