/** What alerts ask of the calls. For jobs: nobody is authorized here. */
import type { Environment } from '../environment.ts';
import { Call, type CallDocument } from './call-record.ts';

/** Calls of these keys since a time, and how many were answered with 5xx; by "key:environment". */
export async function countFailures(
  keyIds: readonly string[],
  since: Date,
): Promise<Map<string, { total: number; failed: number }>> {
  const groups: { _id: { keyId: string; environment: string }; total: number; failed: number }[] =
    await Call.aggregate([
      { $match: { keyId: { $in: [...keyIds] }, at: { $gte: since } } },
      {
        $group: {
          _id: { keyId: '$keyId', environment: '$environment' },
          total: { $sum: 1 },
          failed: { $sum: { $cond: [{ $gte: ['$status', 500] }, 1, 0] } },
        },
      },
    ]);
  return new Map(
    groups.map(({ _id, total, failed }) => [`${_id.keyId}:${_id.environment}`, { total, failed }]),
  );
}

/** When a key was last used, in any environment, refused or not. */
export async function lastCallAt(keyId: string): Promise<Date | undefined> {
  const last = await Call.findOne({ keyId }).sort({ at: -1, _id: -1 }).lean<CallDocument>();
  return last?.at;
}

/** The oldest call of an environment that was let through, since a time or as far as calls are kept. */
export async function firstCallOf(
  keyId: string,
  environment: Environment,
  since?: Date,
): Promise<Pick<CallDocument, '_id' | 'method' | 'path' | 'status' | 'at'> | undefined> {
  const from = since === undefined ? {} : { at: { $gte: since } };
  const first = await Call.findOne({ keyId, environment, outcome: 'ok', ...from })
    .sort({ at: 1, _id: 1 })
    .lean<CallDocument>();
  return first ?? undefined;
}
