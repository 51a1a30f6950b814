import { type CallFilter, type CallSubject, type FilterFault, readCallFilter } from '@ck/shared/calls';
import { ranges } from './log-address.ts';

const hourMs = 60 * 60 * 1000;

/** The filter of a list, from its address. `since` counts back from now, and gives way to a `from`. */
export function filterOf(
  search: URLSearchParams,
  now = new Date(),
): { filter: CallFilter; faults: FilterFault[] } {
  const { filter, faults } = readCallFilter(name => search.get(name));
  const range = ranges.find(({ name }) => name === search.get('since'));
  if (range === undefined || filter.from !== undefined) return { filter, faults };
  return { filter: { ...filter, from: new Date(now.getTime() - range.hours * hourMs) }, faults };
}

/** Whose calls a stream or an export is of. */
export function subjectOf(search: URLSearchParams): CallSubject | undefined {
  const [keyId, endpointId] = [search.get('key'), search.get('endpoint')];
  if (keyId !== null) return { keyId };
  return endpointId === null ? undefined : { endpointId };
}
