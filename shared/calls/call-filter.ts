import { type Environment, environments } from '../environment.ts';

/** What rows of the call log are asked for. Everything that is left out is any. */
export type CallFilter = {
  environment?: Environment;
  /** The hundreds of the status: 4 is 400 to 499. */
  statusClass?: 2 | 3 | 4 | 5;
  status?: number;
  /** `ok` (the API answered), `refused` (the gateway did, with any code), `unknown`, or one code. */
  outcome?: string;
  method?: string;
  operation?: string;
  /** What the path begins with. */
  path?: string;
  source?: 'app' | 'console';
  address?: string;
  /** The id of one call. */
  request?: string;
  /** The first moment that is asked for, and the first that is not. */
  from?: Date;
  to?: Date;
};

/** The names under which a filter stands in an address. */
export type CallFilterName =
  | Exclude<keyof CallFilter, 'statusClass'>
  /** `4xx` */
  | 'class';

export type FilterFault = { name: CallFilterName; message: string };

type Reader = (text: string) => CallFilter | undefined;

const oneOf = <Value extends string>(values: readonly Value[], text: string) =>
  values.find(value => value === text);

/** Texts are compared, never interpreted: whatever stands in them can only fail to match. */
const text =
  (name: 'operation' | 'path' | 'address' | 'request', most: number): Reader =>
  value =>
    value.length > most ? undefined : { [name]: value };

/** A day, which begins in UTC, or a time with its zone: without one it would be this machine's. */
const momentPattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

const moment =
  (name: 'from' | 'to'): Reader =>
  value => {
    const at = new Date(value);
    return momentPattern.test(value) && !Number.isNaN(at.getTime()) ? { [name]: at } : undefined;
  };

const readers: Readonly<Record<CallFilterName, { read: Reader; wants: string }>> = {
  environment: {
    read: value => {
      const environment = oneOf(environments, value);
      return environment && { environment };
    },
    wants: 'sandbox or production',
  },
  class: {
    read: value => {
      const digit = /^([2-5])xx$/.exec(value)?.[1];
      return digit === undefined ? undefined : { statusClass: Number(digit) as 2 | 3 | 4 | 5 };
    },
    wants: '2xx, 3xx, 4xx or 5xx',
  },
  status: {
    read: value => (/^[1-5]\d\d$/.test(value) ? { status: Number(value) } : undefined),
    wants: 'a status such as 403',
  },
  outcome: {
    read: value => (/^[a-z_]{2,40}$/.test(value) ? { outcome: value } : undefined),
    wants: 'ok, refused, unknown or a code such as permission_missing',
  },
  method: {
    read: value => (/^[A-Za-z]{1,20}$/.test(value) ? { method: value.toUpperCase() } : undefined),
    wants: 'a method such as GET',
  },
  operation: { read: text('operation', 256), wants: 'at most 256 characters' },
  path: { read: text('path', 2_048), wants: 'at most 2,048 characters' },
  source: {
    read: value => {
      const source = oneOf(['app', 'console'], value);
      return source && { source };
    },
    wants: 'app or console',
  },
  address: { read: text('address', 64), wants: 'an address such as 203.0.113.40' },
  request: { read: text('request', 64), wants: 'a request id' },
  from: { read: moment('from'), wants: 'a time such as 2026-11-26T14:05:00Z' },
  to: { read: moment('to'), wants: 'a time such as 2026-11-26T14:05:00Z' },
};

export const callFilterNames = Object.keys(readers) as CallFilterName[];

/** Reads a filter from texts that anybody may have written. What cannot be read is told, and left out. */
export function readCallFilter(given: (name: CallFilterName) => string | null): {
  filter: CallFilter;
  faults: FilterFault[];
} {
  const faults: FilterFault[] = [];
  let filter: CallFilter = {};
  for (const name of callFilterNames) {
    const value = given(name)?.trim() ?? '';
    if (value === '') continue;
    const read = readers[name].read(value);
    if (read === undefined) faults.push({ name, message: `This must be ${readers[name].wants}.` });
    else filter = { ...filter, ...read };
  }
  const { from, to } = filter;
  if (from === undefined || to === undefined || from < to) return { filter, faults };
  faults.push({ name: 'to', message: 'This must be after the beginning.' });
  const { to: _to, ...rest } = filter;
  return { filter: rest, faults };
}
