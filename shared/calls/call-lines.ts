import { csvLine } from '../csv.ts';
import type { CallView } from './find-calls.ts';

/** What an exported row has, in the order of its columns. */
const columns = {
  id: call => call.id,
  at: call => call.at.toISOString(),
  keyId: call => call.keyId,
  environment: call => call.environment,
  keyGeneration: call => call.keyGeneration,
  source: call => call.source,
  method: call => call.method,
  path: call => call.path,
  query: call => call.query,
  operationId: call => call.operationId,
  documentRevision: call => call.documentRevision,
  outcome: call => call.outcome,
  status: call => call.status,
  needed: call => call.needed,
  held: call => call.held.join(' '),
  bytesIn: call => call.bytesIn,
  bytesOut: call => call.bytesOut,
  gatewayMs: call => call.gatewayMs,
  upstreamMs: call => call.upstreamMs,
  address: call => call.address,
  userAgent: call => call.userAgent,
} as const satisfies Record<string, (call: CallView) => string | number | undefined>;

type Cell = string | number | undefined;
const cells = Object.entries(columns) as [string, (call: CallView) => Cell][];

export const exportFormats = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvLine(cells.map(([name]) => name)),
    line: (call: CallView) => csvLine(cells.map(([, read]) => read(call))),
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (call: CallView) =>
      `${JSON.stringify(Object.fromEntries(cells.map(([name, read]) => [name, read(call)])))}\n`,
  },
} as const;

export type ExportFormat = keyof typeof exportFormats;
