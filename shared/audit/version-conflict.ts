import type { Surface } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import { type AuditDocument, AuditEvent } from './audit-event.ts';

/** One of the changes that a `conflict` tells of, in `details.changes`. */
export type ConflictChange = Pick<AuditDocument, 'at' | 'action' | 'environment' | 'before' | 'after'> & {
  by: string;
  surface: Surface;
};

/** A form was filled from an older version: who changed what since, as the `conflict` that the form answers with. */
export async function versionConflict(
  subject: { endpointId: string } | { keyId: string },
  expectedVersion: number,
  session: ClientSession,
): Promise<DomainError> {
  const events = await AuditEvent.find({ ...subject, version: { $gt: expectedVersion } })
    .sort({ _id: -1 })
    .limit(10)
    .session(session)
    .lean<AuditDocument[]>();
  const newest = events[0];
  const by = newest === undefined ? 'Somebody' : newest.actor.name;
  return new DomainError('conflict', `${by} changed this meanwhile. Look at it again, then save.`, {
    details: {
      changes: events.map(
        ({ at, actor, action, environment, before, after }): ConflictChange => ({
          ...{ at, by: actor.name, surface: actor.surface, action },
          ...(environment !== undefined && { environment }),
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
        }),
      ),
    },
  });
}
