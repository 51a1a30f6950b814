import type { Environment } from '../endpoints/index.ts';
import type { MemberLink } from '../fence/index.ts';
import { isPermission, type Permission } from '../permissions/index.ts';
import type { CollaborationKeyDocument, EnvironmentKey } from './collaboration-key.ts';

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
  /** It was read and could not be understood: its calls are refused with 503 until it can. */
  refusing?: true;
};

const fields = ['current', 'previous', 'active', 'permissions'].flatMap(field =>
  ['sandbox', 'production'].map(environment => `${environment}.${field}`),
);
const projection = {
  endpointId: 1,
  version: 1,
  deleted: 1,
  ...Object.fromEntries(fields.map(field => [field, 1])),
};

/** The authority of these keys (tombstones too), or of all living ones, as the member's session sees them. */
export async function* loadKeyAuthorities(
  { db, session }: MemberLink,
  ids?: readonly string[],
): AsyncGenerator<KeyAuthority> {
  const wanted = ids === undefined ? { deleted: { $exists: false } } : { _id: { $in: [...ids] } };
  const keys = db.collection<CollaborationKeyDocument>('collaborationKeys').find(wanted, {
    session,
    projection,
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    batchSize: 2_000,
  });
  for await (const key of keys) yield readAuthority(key as CollaborationKeyDocument);
}

/** Never throws: what cannot be understood must still be applied, as refusing. */
export function readAuthority(key: CollaborationKeyDocument): KeyAuthority {
  try {
    return {
      keyId: key._id,
      endpointId: text(key.endpointId),
      version: number(key.version),
      deleted: key.deleted !== undefined,
      sandbox: readEnvironment(key._id, key.sandbox),
      production: readEnvironment(key._id, key.production),
    };
  } catch {
    return unreadable(key);
  }
}

/** A digest copied in from another key's document admits nothing. */
function readEnvironment(keyId: string, key: EnvironmentKey): EnvironmentAuthority {
  const { active, permissions, current, previous } = key;
  if (typeof active !== 'boolean' || !permissions.every(isPermission)) throw new Error('not understood');
  const own = current !== undefined && current.keyId === keyId;
  return {
    active,
    permissions: sharedSet(permissions),
    ...(own && { current: { digest: text(current.digest), generation: number(current.generation) } }),
    previous: previous.length === 0 ? none : readPrevious(keyId, previous),
  };
}

const none: EnvironmentAuthority['previous'] = [];

function readPrevious(keyId: string, previous: EnvironmentKey['previous']): EnvironmentAuthority['previous'] {
  return previous
    .filter(old => old.keyId === keyId)
    .map(({ digest, generation, replacedAt, validUntil }) => ({
      digest: text(digest),
      generation: number(generation),
      replacedAt: date(replacedAt),
      ...(validUntil !== undefined && { validUntil: date(validUntil) }),
    }));
}

/** There are sixteen sets of permissions; a gateway with a million keys holds each of them once. */
const sets = new Map<string, ReadonlySet<Permission>>();

function sharedSet(permissions: readonly Permission[]): ReadonlySet<Permission> {
  const name = permissions.join();
  const known = sets.get(name);
  if (known !== undefined) return known;
  const set = new Set(permissions);
  sets.set(name, set);
  return set;
}

function unreadable(key: { _id: string; version?: unknown }): KeyAuthority {
  const nothing: EnvironmentAuthority = { active: false, permissions: new Set(), previous: [] };
  const version = typeof key.version === 'number' ? key.version : 0;
  const rest = { endpointId: '', version, deleted: false, refusing: true } as const;
  return { keyId: key._id, ...rest, sandbox: nothing, production: nothing };
}

const text = (value: unknown) => (typeof value === 'string' ? value : fail());
const number = (value: unknown) => (typeof value === 'number' ? value : fail());
const date = (value: unknown) => (value instanceof Date ? value : fail());

function fail(): never {
  throw new Error('not understood');
}
