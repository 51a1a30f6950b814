/** Whose log: as the addresses of its live stream and its exports name it. */
export type LogSubject = { name: 'endpoint' | 'key'; id: string };

/** What of a page's address is about the list, and not about one row or one page of it. */
const notFilters = ['cursor', 'open', 'live', '_data', 'index', '_routes'];

/** A range of time counted back from now, by its name in the address. */
export const ranges = [
  { name: '1h', label: 'Last hour', hours: 1 },
  { name: '24h', label: 'Last 24 hours', hours: 24 },
  { name: '7d', label: 'Last 7 days', hours: 7 * 24 },
  { name: '30d', label: 'Last 30 days', hours: 30 * 24 },
] as const;

/** The same list, with some parts of its address changed; an empty one is left out. */
export function withParts(
  search: URLSearchParams,
  parts: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams([...search].filter(([, value]) => value !== ''));
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '?' : `?${text}`;
}

/** What narrows the list. */
export function filterParts(search: URLSearchParams): URLSearchParams {
  return new URLSearchParams(
    [...search].filter(([name, value]) => value !== '' && !notFilters.includes(name)),
  );
}

/** Where the live calls, or the file of all calls, of a filtered list come from. */
export function logResource(
  kind: 'live' | 'export',
  subject: LogSubject,
  search: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): string {
  const parts = new URLSearchParams({ [subject.name]: subject.id, ...more });
  for (const [name, value] of filterParts(search)) parts.append(name, value);
  return `/logs/${kind}?${parts}`;
}
