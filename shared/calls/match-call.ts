import type { CallFilter } from './call-filter.ts';
import type { CallRecord } from './call-record.ts';

/** Whether the API itself answered; otherwise the outcome is a code of the gateway, or nobody knows. */
export const isRefused = (outcome: string) => outcome !== 'ok' && outcome !== 'unknown';

/** The same rule as `conditionsOf`, for rows that come in while somebody looks. */
export function matchesCall(filter: CallFilter, call: CallRecord): boolean {
  const { environment, statusClass, status, outcome, method, operation, path, source, address } = filter;
  return (
    (environment === undefined || call.environment === environment) &&
    (statusClass === undefined || Math.floor(call.status / 100) === statusClass) &&
    (status === undefined || call.status === status) &&
    (outcome === undefined || (outcome === 'refused' ? isRefused(call.outcome) : call.outcome === outcome)) &&
    (method === undefined || call.method === method) &&
    (operation === undefined || call.operationId === operation) &&
    (path === undefined || call.path.startsWith(path)) &&
    (source === undefined || call.source === source) &&
    (address === undefined || call.address === address) &&
    (filter.request === undefined || call.id === filter.request) &&
    (filter.from === undefined || call.at >= filter.from) &&
    (filter.to === undefined || call.at < filter.to)
  );
}
