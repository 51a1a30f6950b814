import { callCollection } from '../calls/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { bucketExpression } from './histogram.ts';
import type { Range } from './spans.ts';
import type { CallGroup } from './tally.ts';

type GroupRow = {
  _id: Omit<CallGroup, 'calls' | 'last' | 'operationId' | 'bucket'> & {
    hour: Date;
    operationId: string | null;
    bucket: number | null;
  };
  calls: number;
  last: CallGroup['last'];
};

/** In the gateway and in the API together. Calls whose end nobody saw took nobody knows how long. */
const totalMs = { $add: ['$gatewayMs', { $ifNull: ['$upstreamMs', 0] }] };
const bucket = { $cond: [{ $eq: ['$outcome', 'unknown'] }, null, bucketExpression(totalMs)] };

const group = {
  _id: {
    hour: { $dateTrunc: { date: '$at', unit: 'hour' } },
    keyId: '$keyId',
    source: '$source',
    method: '$method',
    operationId: { $ifNull: ['$operationId', null] },
    outcome: '$outcome',
    status: '$status',
    bucket,
  },
  calls: { $sum: 1 },
  last: { $max: { at: '$at', id: '$_id' } },
};

/** The calls of a subject, or of several keys, that are kept, counted by the database, hour by hour. */
export async function* groupCalls(
  subject: { keyId: string | { $in: string[] } } | { endpointId: string },
  environments: readonly Environment[],
  { from, to }: Range,
): AsyncGenerator<CallGroup & { hour: Date }> {
  const those = { ...subject, environment: { $in: [...environments] }, at: { $gte: from, $lt: to } };
  const rows = callCollection().aggregate<GroupRow>([{ $match: those }, { $group: group }], {
    batchSize: 5_000,
  });
  for await (const { _id, calls, last } of rows) {
    const { operationId, bucket, ...rest } = _id;
    yield {
      ...rest,
      ...(operationId !== null && { operationId }),
      ...(bucket !== null && { bucket }),
      ...{ calls, last },
    };
  }
}
