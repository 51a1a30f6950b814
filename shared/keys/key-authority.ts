import type { Environment } from '../endpoints/index.ts';
import { isPermission, type Permission } from '../permissions/index.ts';
import type { CollaborationKeyDocument, EnvironmentKey } from './collaboration-key.ts';

/** A key text that was regenerated away. */
export type ReplacedDigest = { digest: string; generation: number; replacedAt: Date; validUntil?: Date };

/** What a key may do in one environment, as a gateway needs it. Nothing in it names the key: equal ones are one object. */
export type EnvironmentAuthority = {
  active: boolean;
  permissions: ReadonlySet<Permission>;
  /** Of the key text in force. */
  generation: number;
  previous: readonly ReplacedDigest[];
};

export type KeyAuthority = Readonly<Record<Environment, EnvironmentAuthority>> & {
  keyId: string;
  endpointId: string;
  version: number;
  deleted: boolean;
  /** Of the key texts in force. A deleted key has none. */
  digests: Readonly<Partial<Record<Environment, string | undefined>>>;
  /** It was read and could not be understood: its calls are refused with 503 until it can. */
  refusing?: true;
};

/** Never throws: what cannot be understood must still be applied, as refusing. */
export function readAuthority(key: CollaborationKeyDocument): KeyAuthority {
  try {
    const deleted = key.deleted !== undefined;
    const sandbox = readEnvironment(key._id, key.sandbox, deleted);
    const production = readEnvironment(key._id, key.production, deleted);
    return {
      keyId: key._id,
      endpointId: shareText(text(key.endpointId)),
      version: number(key.version),
      deleted,
      digests: { sandbox: sandbox.digest, production: production.digest },
      sandbox: sandbox.authority,
      production: production.authority,
    };
  } catch {
    return unreadable(key);
  }
}

/** A digest copied in from another key's document admits nothing. */
function readEnvironment(keyId: string, key: EnvironmentKey, deleted: boolean) {
  const { active, permissions, current, previous } = key;
  if (typeof active !== 'boolean' || !permissions.every(isPermission)) fail();
  if (current === undefined && !deleted) fail();
  const own = current?.keyId === keyId ? current : undefined;
  const generation = own === undefined ? 0 : number(own.generation);
  return {
    digest: own && text(own.digest),
    authority: shareState(active, permissions, generation, readPrevious(keyId, previous)),
  };
}

/** @throws Error for what is not understood */
export function readPrevious(keyId: string, previous: EnvironmentKey['previous']): ReplacedDigest[] {
  return previous
    .filter(old => old.keyId === keyId)
    .map(({ digest, generation, replacedAt, validUntil }) => ({
      digest: text(digest),
      generation: number(generation),
      replacedAt: date(replacedAt),
      ...(validUntil !== undefined && { validUntil: date(validUntil) }),
    }));
}

/** A million keys have few endpoints and few states between them: a gateway holds each of these once. */
const shared = {
  texts: new Map<string, string>(),
  permissions: new Map<string, ReadonlySet<Permission>>(),
  states: new Map<string, EnvironmentAuthority>(),
};
const none: readonly ReplacedDigest[] = [];

function once<Value>(values: Map<string, Value>, name: string, make: () => Value): Value {
  const known = values.get(name);
  if (known !== undefined) return known;
  const value = make();
  values.set(name, value);
  return value;
}

/** The one string for all that are equal. */
export function shareText(text: string): string {
  return once(shared.texts, text, () => text);
}

/** The one object for all keys in this state; a key with replaced digests has one of its own. */
export function shareState(
  active: boolean,
  names: readonly Permission[],
  generation: number,
  previous: readonly ReplacedDigest[],
): EnvironmentAuthority {
  const list = names.join();
  const permissions = once(shared.permissions, list, () => new Set(names));
  if (previous.length > 0) return { active, permissions, generation, previous };
  const name = `${generation} ${active} ${list}`;
  return once(shared.states, name, () => ({ active, permissions, generation, previous: none }));
}

/** Of a key that is gone, or cannot be understood. */
export const allowsNothing: EnvironmentAuthority = {
  active: false,
  permissions: new Set(),
  generation: 0,
  previous: none,
};

function unreadable(key: { _id: string; version?: unknown }): KeyAuthority {
  // Which version it is may be unknown too: then it is neither lower nor higher than another.
  const version = typeof key.version === 'number' ? key.version : Number.NaN;
  const rest = { endpointId: '', version, deleted: false, digests: {}, refusing: true } as const;
  return { keyId: key._id, ...rest, sandbox: allowsNothing, production: allowsNothing };
}

const text = (value: unknown) => (typeof value === 'string' ? value : fail());
const number = (value: unknown) => (typeof value === 'number' ? value : fail());
const date = (value: unknown) => (value instanceof Date ? value : fail());

function fail(): never {
  throw new Error('not understood');
}
