import type { Actor } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';

/** How long an endpoint's call records are kept. */
export type Retention = {
  days: number;
  /** Rows before this went while fewer days were kept; keeping more brings none back. */
  rowsSince?: Date;
};

export const defaultRetention: Retention = { days: 90 };
const days = { least: 1, most: 730 };
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Says how many days call records are kept. Rows that are stored already follow by a job; statistics stay.
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export async function saveRetention(
  actor: Actor,
  form: { endpointId: string; days: number; expectedVersion: number },
  now = new Date(),
): Promise<Fenced<EndpointView>> {
  if (!Number.isInteger(form.days) || form.days < days.least || form.days > days.most) {
    const message = `Keep call records between ${days.least} and ${days.most} days.`;
    throw new DomainError('invalid', message, { field: 'days' });
  }
  return await changeEndpoint(actor, form, endpoint => {
    const before = endpoint.retention ?? defaultRetention;
    return {
      action: 'endpoint.retention_saved',
      set: {
        retention: { days: form.days, rowsSince: rowsSince(before, now) },
        // Taken away by the job that rewrites the rows there are.
        retentionToApply: { days: form.days, since: now },
      },
      before: { days: before.days },
      after: { days: form.days },
    };
  });
}

function rowsSince(before: Retention, now: Date): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  return new Date(Math.max(today - before.days * dayMs, before.rowsSince?.getTime() ?? 0));
}

/** The retention of these endpoints; one that is unknown has the default. */
export async function retentionsOf(
  endpointIds: Iterable<string>,
): Promise<{ of(endpointId: string): Retention }> {
  const ids = [...new Set(endpointIds)];
  const chosen = await Endpoint.find({ _id: { $in: ids }, retention: { $exists: true } }, { retention: 1 })
    .read('primary')
    .lean<Pick<EndpointDocument, '_id' | 'retention'>[]>();
  const known = new Map(chosen.map(({ _id, retention }) => [_id, retention]));
  return { of: endpointId => known.get(endpointId) ?? defaultRetention };
}

/** Retentions that were changed before `before`, and whose stored rows do not follow yet. */
export async function listRetentionsToApply(
  before: Date,
): Promise<{ endpointId: string; days: number; since: Date }[]> {
  const found = await Endpoint.find(
    { 'retentionToApply.since': { $lt: before } },
    { retentionToApply: 1 },
  ).lean<Pick<EndpointDocument, '_id' | 'retentionToApply'>[]>();
  return found.flatMap(({ _id, retentionToApply }) =>
    retentionToApply === undefined ? [] : [{ endpointId: _id, ...retentionToApply }],
  );
}

/** The rows follow now, unless the retention was changed once more meanwhile. */
export async function markRetentionApplied({
  endpointId,
  since,
}: {
  endpointId: string;
  since: Date;
}): Promise<void> {
  await Endpoint.updateOne(
    { _id: endpointId, 'retentionToApply.since': since },
    { $unset: { retentionToApply: 1 } },
  );
}
