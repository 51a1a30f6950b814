import type { Environment } from '../endpoints/index.ts';
import { Call, type CallDocument } from './call-record.ts';

export type CallSummary = {
  calls: number;
  /** Answered by the upstream with a status below 400. */
  succeeded: number;
  /** The most used first. */
  operations: { method: string; path: string; calls: number; succeeded: number }[];
  lastError?: { callId: string; at: Date; method: string; path: string; status: number; outcome: string };
};

const mostOperations = 20;
const operation = { method: '$method', operation: { $ifNull: ['$operationId', '$path'] } };
const isSuccess = { $and: [{ $eq: ['$outcome', 'ok'] }, { $lt: ['$status', 400] }] };

/** What one key did in one environment. For rooms that have authorized the actor on the key already. */
export async function summarizeCalls(of: {
  keyId: string;
  environment: Environment;
  since: Date;
  until: Date;
}): Promise<CallSummary> {
  const { keyId, environment, since, until } = of;
  const those = { keyId, environment, at: { $gte: since, $lt: until } };
  const groups: { path: string; _id: { method: string }; calls: number; succeeded: number }[] =
    await Call.aggregate([
      { $match: those },
      {
        $group: {
          _id: operation,
          path: { $first: '$path' },
          calls: { $sum: 1 },
          succeeded: { $sum: { $cond: [isSuccess, 1, 0] } },
        },
      },
      { $sort: { calls: -1, _id: 1 } },
    ]);
  const failed = { $or: [{ outcome: { $ne: 'ok' } }, { status: { $gte: 400 } }] };
  const last = await Call.findOne({ ...those, ...failed })
    .sort({ at: -1 })
    .lean<CallDocument>();
  const sum = (of: 'calls' | 'succeeded') => groups.reduce((total, group) => total + group[of], 0);
  return {
    calls: sum('calls'),
    succeeded: sum('succeeded'),
    operations: groups
      .slice(0, mostOperations)
      .map(({ _id, path, calls, succeeded }) => ({ method: _id.method, path, calls, succeeded })),
    ...(last !== null && { lastError: errorOf(last) }),
  };
}

function errorOf({ _id, at, method, path, status, outcome }: CallDocument) {
  return { callId: _id, at, method, path, status, outcome };
}

/** For rooms that have authorized the actor on the key already. */
export async function isCallOfKey(keyId: string, callId: string): Promise<boolean> {
  return (await Call.exists({ _id: String(callId), keyId })) !== null;
}
