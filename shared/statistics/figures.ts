import type { Actor } from '../accounts/index.ts';
import { findSandboxOperations } from '../endpoints/index.ts';
import { listDeletedKeys, listKeys } from '../keys/index.ts';
import { type Counts, errorsOf } from './counts.ts';
import type { Sheet } from './sheet.ts';
import type { Tally } from './tally.ts';

/** Times in milliseconds, within 2 %, of the calls whose end is known; missing when there is none. */
export type Figures = Counts & { errors: number; latency?: { p50: number; p95: number; p99: number } };

/** `path` is the document's own, with its parameters in braces; missing when the newest document has none. */
export type OperationFigures = Figures & { method: string; operationId?: string; path?: string };
export type KeyFigures = Figures & { keyId: string; name: string; deleted: boolean };

export function figuresOf({ counts, latency }: Tally): Figures {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => latency.percentile(share));
  const known = p50 !== undefined && p95 !== undefined && p99 !== undefined;
  return { ...counts, errors: errorsOf(counts), ...(known && { latency: { p50, p95, p99 } }) };
}

/** The most called first, with what the document calls them. */
export async function figuresOfOperations(endpointId: string, sheet: Sheet): Promise<OperationFigures[]> {
  const paths = new Map((await findSandboxOperations(endpointId)).map(({ id, path }) => [id, path]));
  return [...sheet.operations.values()]
    .map(({ name, tally }) => {
      const path = name.operationId === undefined ? undefined : paths.get(name.operationId);
      return { ...name, ...(path !== undefined && { path }), ...figuresOf(tally) };
    })
    .sort(byCalls);
}

/** The busiest first. Deleted keys too: their calls were made. */
export async function figuresOfKeys(actor: Actor, endpointId: string, sheet: Sheet): Promise<KeyFigures[]> {
  const [living, deleted] = await Promise.all([
    listKeys(actor, endpointId),
    listDeletedKeys(actor, endpointId),
  ]);
  const names = new Map<string, { name: string; deleted: boolean }>([
    ...deleted.map(({ id, name }) => [id, { name, deleted: true }] as const),
    ...living.map(({ id, name }) => [id, { name, deleted: false }] as const),
  ]);
  return [...sheet.keys]
    .map(([keyId, tally]) => ({
      keyId,
      ...(names.get(keyId) ?? { name: keyId, deleted: true }),
      ...figuresOf(tally),
    }))
    .sort(byCalls);
}

export const byCalls = (one: { calls: number }, other: { calls: number }) => other.calls - one.calls;
