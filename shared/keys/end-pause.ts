import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { environments } from '../environment.ts';
import { DomainError, isDomainError } from '../errors.ts';
import { changeKey } from './change-key.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';

const actor: Actor = { kind: 'job', job: 'end of a pause', surface: 'job' };
const mostAtOnce = 100;

export type Pause = { keyId: string; environment: Environment; pauseId: string };

/**
 * Switches on every key whose pause is over, by the database's clock. Safe in several workers at once: each pause is
 * ended by one of them.
 * @returns how many this call switched on
 */
export async function endDuePauses(): Promise<number> {
  const due = await findDuePauses();
  const ended = await Promise.all(due.map(endPause));
  return ended.filter(Boolean).length;
}

/**
 * Ends one pause, provided that the key is still off because of this very one: whoever switched it on, off for good or
 * paused it anew meanwhile has overtaken it. @returns whether it was ended here
 */
export async function endPause({ keyId, environment, pauseId }: Pause): Promise<boolean> {
  try {
    await changeKey(actor, { keyId }, key => {
      const { active, pause } = key[environment];
      if (active || pause?.pauseId !== pauseId) throw overtaken();
      return {
        action: 'key.pause_ended',
        environment,
        set: { [`${environment}.active`]: true },
        compute: { [`${environment}.pause`]: '$$REMOVE' },
        before: { active: false },
        after: { active: true },
      };
    });
    return true;
  } catch (error) {
    // Deleted meanwhile is overtaken too.
    if (isDomainError(error) && (error.code === 'conflict' || error.code === 'not_found')) return false;
    throw error;
  }
}

const overtaken = () => new DomainError('conflict', 'This pause has ended already.');

async function findDuePauses(): Promise<Pause[]> {
  const found = await Promise.all(
    environments.map(async environment => {
      const until = `${environment}.pause.until`;
      const due = { [until]: { $exists: true }, $expr: { $lte: [`$${until}`, '$$NOW'] } };
      const keys = await CollaborationKey.find(due)
        .select({ [`${environment}.pause`]: 1 })
        .limit(mostAtOnce)
        .lean<Pick<CollaborationKeyDocument, '_id' | Environment>[]>();
      return keys.flatMap(key => {
        const pauseId = key[environment].pause?.pauseId;
        return pauseId === undefined ? [] : [{ keyId: key._id, environment, pauseId }];
      });
    }),
  );
  return found.flat();
}
