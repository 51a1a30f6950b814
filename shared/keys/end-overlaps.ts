import type { Actor } from '../accounts/index.ts';
import { databaseTime } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { environments } from '../environment.ts';
import { DomainError, isDomainError } from '../errors.ts';
import { changeKey } from './change-key.ts';
import { CollaborationKey, type CollaborationKeyDocument, type ReplacedKey } from './collaboration-key.ts';
import { endOverlap } from './key-state.ts';

const actor: Actor = { kind: 'job', job: 'end of an overlap', surface: 'job' };
const mostAtOnce = 100;
const dayMs = 24 * 60 * 60_000;

/** A replaced key that works on beside the new one, until a time. */
export type EndingOverlap = {
  keyId: string;
  keyName: string;
  endpointId: string;
  environment: Environment;
  generation: number;
  masked: string;
  validUntil: Date;
};

/** Replaced keys that end before a time and had been kept for longer than a day, so that people may have forgotten. */
export async function listEndingOverlaps(before: Date): Promise<EndingOverlap[]> {
  const found = await findOverlaps({ $lte: before, $gt: await databaseTime() });
  return found
    .filter(({ old }) => old.validUntil.getTime() - old.replacedAt.getTime() > dayMs + 60_000)
    .map(({ key, environment, old }) => ({
      ...{ keyId: key._id, keyName: key.name, endpointId: key.endpointId, environment },
      ...{ generation: old.generation, masked: old.masked, validUntil: old.validUntil },
    }));
}

/**
 * Tidies up after overlaps that are over, by the database's clock. They have ended by themselves on every gateway; this
 * takes the time off, so that the key reads as replaced everywhere. Safe in several workers at once.
 * @returns how many this call ended
 */
export async function endDueOverlaps(): Promise<number> {
  const due = await findOverlaps({ $lte: await databaseTime() });
  const ended = await Promise.all(
    due
      .slice(0, mostAtOnce)
      .map(({ key, environment, old }) => endOverlapOf(key._id, environment, old.generation)),
  );
  return ended.filter(Boolean).length;
}

async function endOverlapOf(keyId: string, environment: Environment, generation: number): Promise<boolean> {
  try {
    await changeKey(actor, { keyId }, key => {
      const { previous, current } = key[environment];
      const old = previous.find(each => each.generation === generation && each.validUntil !== undefined);
      if (old === undefined) throw overtaken();
      return {
        action: 'key.overlap_ended',
        environment,
        set: { [`${environment}.previous`]: previous.map(each => (each === old ? endOverlap(each) : each)) },
        before: { key: old.masked },
        after: { key: current?.masked ?? null },
      };
    });
    return true;
  } catch (error) {
    if (isDomainError(error) && (error.code === 'conflict' || error.code === 'not_found')) return false;
    throw error;
  }
}

const overtaken = () => new DomainError('conflict', 'This overlap has ended already.');

type Overlapping = ReplacedKey & { validUntil: Date };

async function findOverlaps(until: { $lte: Date; $gt?: Date }) {
  const found = await Promise.all(
    environments.map(async environment => {
      const keys = await CollaborationKey.find({
        [`${environment}.previous`]: { $elemMatch: { validUntil: until } },
      })
        .select({ name: 1, endpointId: 1, [`${environment}.previous`]: 1 })
        .lean<CollaborationKeyDocument[]>();
      return keys.flatMap(key => {
        const old = key[environment].previous.find(isOverlapping);
        return old === undefined ? [] : [{ key, environment, old }];
      });
    }),
  );
  return found.flat();
}

const isOverlapping = (key: ReplacedKey): key is Overlapping => key.validUntil !== undefined;
