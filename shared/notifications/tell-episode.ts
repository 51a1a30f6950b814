import { inTransaction, isDuplicateKey } from '../database/index.ts';
import { findLivingKeyName } from '../keys/index.ts';
import { type Happening, tell } from '../notifying/index.ts';
import type { HeardRule } from './heard-rules.ts';
import { claimMark } from './mark.ts';

/**
 * Begins an episode for one person and tells of it, both or neither. Safe in several workers at once.
 * @returns whether it was told here
 */
export async function tellEpisode(
  id: string,
  { keyId, endpointId, accountId, address, rule }: HeardRule,
  happening: Pick<Happening, 'kind' | 'environment' | 'facts'>,
  now: Date,
): Promise<boolean> {
  try {
    return await inTransaction(async session => {
      const keyName = await findLivingKeyName(keyId, session);
      if (keyName === undefined) return false;
      const cause = await claimMark(id, now, session);
      if (cause === undefined) return false;
      const about = { endpointId, keyId, keyName };
      return (await tell({ ...happening, ...about, cause }, [{ accountId, address, rule }], session)) > 0;
    });
  } catch (error) {
    // Another worker began it at the same moment.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
