import { type CallDocument, failureOf } from '@ck/shared/calls';
import { ulid } from 'ulid';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

const environments = ['sandbox', 'production', 'production', 'production'] as const;
const operations = ['listOrders', 'getOrder', 'createOrder', 'updateOrder', 'patchOrder', 'cancelOrder'];
const endings = [
  ...Array.from({ length: 90 }, () => ({ outcome: 'ok', status: 200 })),
  { outcome: 'ok', status: 404 },
  { outcome: 'ok', status: 500 },
  { outcome: 'key_inactive', status: 403 },
  { outcome: 'permission_missing', status: 403 },
  { outcome: 'upstream_timeout', status: 504 },
];

/**
 * What somebody looks for at night: 1,000 of each, however many rows there are. So a question for them has the same
 * answer in a small log and in a large one, and only the way to it may have grown.
 */
export const rare = { outcome: 'upstream_reset', status: 502, address: '198.51.100.7', rows: 1_000 };

export type Keys = { endpointId: string; keyIds: readonly string[] };

/**
 * A row that was stored at a time, one of so many. Rows come in as they do from gateways: within seconds after their
 * calls began, but for one in a thousand, which a gateway that was cut off brings up to an hour later.
 */
export function aRow({ endpointId, keyIds }: Keys, { storedAt, of }: { storedAt: Date; of: number }) {
  const lateMs = Math.random() < 0.001 ? Math.random() * hourMs : Math.random() * 2_000;
  const at = new Date(storedAt.getTime() - lateMs);
  // Squared: the first keys call most.
  const key = Math.floor(Math.random() ** 2 * keyIds.length);
  const { outcome, status } = Math.random() < rare.rows / of ? rare : pick(endings);
  return {
    ...{ _id: ulid(at.getTime(), Math.random), at, storedAt },
    ...{ expiresAt: new Date(at.getTime() + 180 * dayMs), endpointId, keyId: keyIds[key] ?? '' },
    ...{ environment: pick(environments), keyGeneration: 1 },
    ...{ source: Math.random() < 0.02 ? 'console' : 'app', outcome, status },
    ...failureOf({ outcome, status }),
    ...{ method: 'GET', path: '/orders', query: '', operationId: pick(operations), held: ['read'] },
    ...{ bytesIn: 0, bytesOut: 512, gatewayMs: 1, upstreamMs: Math.exp(1 + Math.random() * 5) },
    // Each key calls from a few machines of its own.
    address: Math.random() < rare.rows / of ? rare.address : `10.0.${key}.${Math.floor(Math.random() * 4)}`,
    ...{ userAgent: 'bench', gatewayIncarnation: 'bench' },
  } satisfies CallDocument;
}

function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
