import type { CallFilter } from './call-filter.ts';

/** Whose rows: of one key, or of all keys of an endpoint. */
export type CallSubject = { keyId: string } | { endpointId: string };

/** The name of one of the indexes that begin with a subject. */
export const indexOf = (subject: CallSubject, name: string) =>
  `${'keyId' in subject ? 'keyId' : 'endpointId'}-${name}`;

/** Which index answers a filter, and whether nothing is left to be looked through. */
export type CallPlan = { index: string; isExact: boolean };

/** What each index answers, the most selective first. */
const indexes: readonly {
  name: string;
  answers: (filter: CallFilter) => (keyof CallFilter)[] | undefined;
}[] = [
  { name: 'address', answers: ({ address }) => (address === undefined ? undefined : ['address']) },
  { name: 'operation', answers: ({ operation }) => (operation === undefined ? undefined : ['operation']) },
  {
    name: 'code',
    answers: ({ outcome }) =>
      outcome === undefined || outcome === 'ok' || outcome === 'refused' ? undefined : ['outcome'],
  },
  { name: 'console', answers: ({ source }) => (source === 'console' ? ['source'] : undefined) },
  {
    name: 'class',
    answers: ({ statusClass, status }) => {
      if (statusClass !== undefined && statusClass >= 4) return ['statusClass'];
      return status !== undefined && status >= 400 ? [] : undefined;
    },
  },
  {
    name: 'redirects',
    answers: ({ statusClass, status = 0 }) => {
      if (statusClass === 3) return ['statusClass'];
      return statusClass === undefined && status >= 300 && status < 400 ? [] : undefined;
    },
  },
  { name: 'faults', answers: ({ outcome }) => (outcome === 'refused' ? [] : undefined) },
  { name: 'time', answers: () => [] },
];

/** The index is chosen here and not by the database, which would try several on every question that is new to it. */
export function planOf(subject: CallSubject, filter: CallFilter): CallPlan {
  const { from: _from, to: _to, request, ...rest } = filter;
  if (request !== undefined) return { index: '_id_', isExact: true };
  for (const { name, answers } of indexes) {
    const answered = answers(filter);
    if (answered === undefined) continue;
    const left = Object.keys(rest).filter(key => !answered.includes(key as keyof CallFilter));
    return { index: indexOf(subject, name), isExact: left.length === 0 };
  }
  throw new Error('no index');
}

/** The highest character there is: no text that begins with a prefix comes after it. */
const last = '\u{10ffff}';

/** A filter as conditions of MongoDB. Values only: an operator cannot come in with them, for they are texts and numbers. */
export function conditionsOf(filter: CallFilter): Record<string, unknown> {
  const { environment, statusClass, status, outcome, method, operation, path, source, address } = filter;
  const { request, from, to } = filter;
  return {
    ...(request !== undefined && { _id: request }),
    ...(environment !== undefined && { environment }),
    ...statusConditions(statusClass, status),
    ...outcomeConditions(outcome),
    ...(method !== undefined && { method }),
    ...(operation !== undefined && { operationId: operation }),
    ...(path !== undefined && { path: { $gte: path, $lt: path + last } }),
    ...(source !== undefined && { source }),
    ...(address !== undefined && { address }),
    ...((from !== undefined || to !== undefined) && {
      at: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) },
    }),
  };
}

function statusConditions(statusClass: CallFilter['statusClass'], status: number | undefined) {
  const failing = statusClass ?? (status === undefined ? 0 : Math.floor(status / 100));
  const inClass = statusClass !== undefined && { $gte: statusClass * 100, $lt: (statusClass + 1) * 100 };
  return {
    ...(failing >= 4 && { failedClass: failing }),
    ...((status !== undefined || inClass) && {
      status: { ...inClass, ...(status !== undefined && { $eq: status }) },
    }),
  };
}

function outcomeConditions(outcome: string | undefined) {
  if (outcome === undefined) return {};
  if (outcome === 'refused') return { fault: { $exists: true, $ne: 'unknown' } };
  return outcome === 'ok' ? { outcome } : { fault: outcome };
}
