import { BSON } from 'mongodb';
import type { Environment } from '../../endpoints/index.ts';
import type { Permission } from '../../permissions/index.ts';
import type { CallBeginning } from '../call-record.ts';
import { elementName } from './elements.ts';

/** Fields that have few values together: a number stands for them until their row is made. */
const sources = ['app', 'console'] as const;
const digits: Readonly<Record<Permission, number>> = { create: 1, read: 2, update: 3, delete: 4 };
const permissions = ['create', 'read', 'update', 'delete'] as const;
const heldCodes = 5 ** 4;

/** @returns a number for environment, source, and the permissions in their order: a digit to the base five for each. */
export function codeOf({ environment, source, held }: CallBeginning): number {
  let code = 0;
  for (let i = 0; i < held.length; i++) code = code * 5 + digits[held[i] as Permission];
  if (!(code < heldCodes)) throw new Error('a key holds no more than four permissions');
  const kind = (environment === 'production' ? 2 : 0) + (source === 'console' ? 1 : 0);
  return kind * heldCodes + code;
}

export const environmentOf = (code: number): Environment =>
  code >= 2 * heldCodes ? 'production' : 'sandbox';

function fieldsOf(code: number) {
  const held: Permission[] = [];
  for (let rest = code % heldCodes; rest > 0; rest = Math.floor(rest / 5))
    held.unshift(permissions[(rest % 5) - 1] as Permission);
  const source = sources[Math.floor(code / heldCodes) % 2];
  return { environment: environmentOf(code), source, held };
}

const known = new Map<number, Buffer>();
const never = new Date(0);

/**
 * The elements that follow a row's id: when it is stored and when it goes, both still to be said, and the fields that the
 * number at the head of a beginning stands for. There are at most 260 of them.
 */
export function stampsAndFew(beginning: Uint8Array, start: number): Buffer {
  const code = (beginning[start] ?? 0) | ((beginning[start + 1] ?? 0) << 8);
  const found = known.get(code);
  if (found !== undefined) return found;
  const document = BSON.serialize({ storedAt: never, expiresAt: never, ...fieldsOf(code) });
  const elements = Buffer.from(document.subarray(4, document.length - 1));
  known.set(code, elements);
  return elements;
}

const storedAtBytes = 1 + elementName('storedAt').length;
const expiresAtBytes = 1 + elementName('expiresAt').length;
/** From the end of the id's element to the two times. */
export const stampOffsets = { storedAt: storedAtBytes, expiresAt: storedAtBytes + 8 + expiresAtBytes };
