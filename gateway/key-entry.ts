import { type Environment, environments } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';

/** What a digest stands for: a key in force, one that overlaps with its successor, or one that was replaced. */
export type KeyEntry = {
  digest: string;
  authority: KeyAuthority;
  environment: Environment;
  generation: number;
  replacedAt?: Date;
  /** Until then the replaced key still admits, by the database's clock. */
  validUntil?: Date;
};

/** All digests that stand for a key. */
export function digestsOf({ digests, sandbox, production }: KeyAuthority): string[] {
  const own: string[] = [];
  for (const each of sandbox.previous) own.push(each.digest);
  if (digests.sandbox !== undefined) own.push(digests.sandbox);
  for (const each of production.previous) own.push(each.digest);
  if (digests.production !== undefined) own.push(digests.production);
  return own;
}

/**
 * What one of a key's digests stands for. It is made when it is asked for: entries of a million keys would weigh as much
 * as all the rest.
 */
export function entryOf(authority: KeyAuthority, digest: string): KeyEntry | undefined {
  for (const environment of environments) {
    const { generation, previous } = authority[environment];
    if (authority.digests[environment] === digest) return { digest, authority, environment, generation };
    const old = previous.find(each => each.digest === digest);
    if (old !== undefined) return { ...old, authority, environment };
  }
  return undefined;
}
