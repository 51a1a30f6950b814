import { BSON } from 'mongodb';
import { BsonWalk, bsonType, otherShape } from '../database/index.ts';
import { isPermission, type Permission } from '../permissions/index.ts';
import type { CollaborationKeyDocument, EnvironmentKey } from './collaboration-key.ts';
import {
  type EnvironmentAuthority,
  type KeyAuthority,
  readAuthority,
  readPrevious,
  shareState,
  shareText,
} from './key-authority.ts';

/**
 * The same as `readAuthority` of the document in these bytes: that makes thirty objects of each, and a gateway begins with
 * a million. What does not look like most keys goes there.
 */
export function readKeyBytes(bytes: Buffer): KeyAuthority {
  try {
    return readUsual(new BsonWalk(bytes));
  } catch {
    return readAuthority(BSON.deserialize(bytes, lenient) as CollaborationKeyDocument);
  }
}

/** A text that is not UTF-8 must not keep the other keys from being read. */
const lenient = { validation: { utf8: false as const } };

function readUsual(walk: BsonWalk): KeyAuthority {
  let keyId: string | undefined;
  let endpointId: string | undefined;
  let version: number | undefined;
  let sandbox: State | undefined;
  let production: State | undefined;
  walk.enter();
  while (walk.next()) {
    if (walk.isNamed('_id')) keyId = walk.text();
    else if (walk.isNamed('endpointId')) endpointId = shareText(walk.text());
    else if (walk.isNamed('version')) version = walk.number();
    else if (walk.isNamed('sandbox')) sandbox = readState(walk, keyId);
    else if (walk.isNamed('production')) production = readState(walk, keyId);
    else throw otherShape;
  }
  if (keyId === undefined || endpointId === undefined || version === undefined) throw otherShape;
  if (sandbox === undefined || production === undefined) throw otherShape;
  const digests = { sandbox: sandbox.digest, production: production.digest };
  // Spelled out: fields that are spread in lie in an array of their own, of 40 bytes a key.
  return {
    keyId,
    endpointId,
    version,
    deleted: false,
    digests,
    sandbox: sandbox.authority,
    production: production.authority,
  };
}

type State = { digest: string; authority: EnvironmentAuthority };

/** The id comes first in a document: by it a digest is known to be its own. */
function readState(walk: BsonWalk, keyId: string | undefined): State {
  let active: boolean | undefined;
  let permissions: readonly Permission[] | undefined;
  let current: { digest: string; generation: number } | undefined;
  let previous: EnvironmentAuthority['previous'] | undefined;
  if (keyId === undefined) throw otherShape;
  walk.expect(bsonType.document);
  walk.enter();
  while (walk.next()) {
    if (walk.isNamed('active')) active = walk.boolean();
    else if (walk.isNamed('permissions')) permissions = readPermissions(walk);
    else if (walk.isNamed('current')) current = readCurrent(walk, keyId);
    else if (walk.isNamed('previous')) previous = readReplaced(walk, keyId);
    else throw otherShape;
  }
  if (active === undefined || permissions === undefined) throw otherShape;
  if (current === undefined || previous === undefined) throw otherShape;
  const { digest, generation } = current;
  return { digest, authority: shareState(active, permissions, generation, previous) };
}

/** A digest that was copied in from another key's document is not usual. */
function readCurrent(walk: BsonWalk, keyId: string): { digest: string; generation: number } {
  let digest: string | undefined;
  let generation: number | undefined;
  let isOwn = false;
  walk.expect(bsonType.document);
  walk.enter();
  while (walk.next()) {
    if (walk.isNamed('keyId')) isOwn = walk.text() === keyId;
    else if (walk.isNamed('digest')) digest = walk.text();
    else if (walk.isNamed('generation')) generation = walk.number();
    else throw otherShape;
  }
  if (digest === undefined || generation === undefined || !isOwn) throw otherShape;
  return { digest, generation };
}

/** The lists that occur, by their bytes. */
const lists = new Map<string, readonly Permission[]>();

function readPermissions(walk: BsonWalk): readonly Permission[] {
  walk.expect(bsonType.array);
  const bytes = walk.whole();
  const name = bytes.toString('latin1');
  const known = lists.get(name);
  if (known !== undefined) return known;
  const list = Object.values(BSON.deserialize(bytes));
  if (!list.every(isPermission)) throw otherShape;
  lists.set(name, list);
  return list;
}

const emptyArrayBytes = 5;

function readReplaced(walk: BsonWalk, keyId: string): EnvironmentAuthority['previous'] {
  walk.expect(bsonType.array);
  const bytes = walk.whole();
  if (bytes.length === emptyArrayBytes) return [];
  return readPrevious(keyId, Object.values(BSON.deserialize(bytes)) as EnvironmentKey['previous']);
}
