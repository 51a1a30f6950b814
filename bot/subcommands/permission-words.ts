import { allPermissions, isPermission, type Permission } from '@ck/shared/permissions';

export type ReadPermissions = { ok: true; permissions: Permission[] } | { ok: false; word: string };

/**
 * What the words make of the permissions there are: `+read -delete` changes some, `read,update` says all, `all` and
 * `none` too. Pure.
 */
export function readPermissionWords(
  words: readonly string[],
  before: readonly Permission[],
): ReadPermissions {
  const parts = words.flatMap(word => word.toLowerCase().split(/[,=]/)).filter(part => part !== '');
  const signed = parts.every(part => /^[+-]/.test(part));
  const held = new Set<Permission>(signed ? before : []);
  for (const part of parts) {
    const name = part.replace(/^[+-]/, '');
    const named = name === 'all' ? allPermissions : isPermission(name) ? [name] : [];
    if (named.length === 0 && name !== 'none') return { ok: false, word: part };
    for (const each of named) {
      if (part.startsWith('-')) held.delete(each);
      else held.add(each);
    }
  }
  return { ok: true, permissions: allPermissions.filter(each => held.has(each)) };
}
