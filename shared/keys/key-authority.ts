import type { Environment } from '../endpoints/index.ts';
import type { Permission } from '../permissions/index.ts';
import { CollaborationKey, type CollaborationKeyDocument, type EnvironmentKey } from './collaboration-key.ts';

/** What a key may do in one environment, as a gateway needs it. A deleted key has no `current`. */
export type EnvironmentAuthority = {
  active: boolean;
  permissions: ReadonlySet<Permission>;
  current?: { digest: string; generation: number };
  previous: readonly { digest: string; generation: number; replacedAt: Date; validUntil?: Date }[];
};

export type KeyAuthority = Readonly<Record<Environment, EnvironmentAuthority>> & {
  keyId: string;
  endpointId: string;
  version: number;
  deleted: boolean;
};

/** The authority of these keys (tombstones too), or of all living ones; majority-committed, from the primary. */
export async function loadKeyAuthorities(ids?: readonly string[]): Promise<KeyAuthority[]> {
  const wanted = ids === undefined ? { deleted: { $exists: false } } : { _id: { $in: [...ids] } };
  const keys = await CollaborationKey.find(wanted)
    .read('primary')
    .readConcern('majority')
    .lean<CollaborationKeyDocument[]>();
  return keys.map(toAuthority);
}

function toAuthority(key: CollaborationKeyDocument): KeyAuthority {
  return {
    keyId: key._id,
    endpointId: key.endpointId,
    version: key.version,
    deleted: key.deleted !== undefined,
    sandbox: toEnvironmentAuthority(key._id, key.sandbox),
    production: toEnvironmentAuthority(key._id, key.production),
  };
}

/** A digest copied in from another key's document admits nothing. */
function toEnvironmentAuthority(keyId: string, key: EnvironmentKey): EnvironmentAuthority {
  const { current } = key;
  const own = current !== undefined && current.keyId === keyId;
  return {
    active: key.active,
    permissions: new Set(key.permissions),
    ...(own && { current: { digest: current.digest, generation: current.generation } }),
    previous: key.previous.filter(previous => previous.keyId === keyId),
  };
}
