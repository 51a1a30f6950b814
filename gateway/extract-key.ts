import { keyTextPattern, parseKeyText } from '@ck/shared/keys';
import { kind } from './field-kinds.ts';
import type { Fields } from './fields.ts';

export type ExtractedKey =
  | { kind: 'key'; text: string }
  | { kind: 'deny'; code: 'key_in_query' | 'key_missing' | 'key_ambiguous' | 'key_malformed' };

/** Who knows of texts that they are keys, so that this need not be worked out again. */
type Found = { hasFound(keyText: string): boolean };

const nothing: Found = { hasFound: () => false };

/**
 * The key of a call, from `X-Api-Key` or `Authorization: Bearer` (RFC 6750, 2.1). One in the URL is refused whatever
 * else is sent: it stands in logs and histories by now (RFC 6750, 2.3).
 */
export function extractKey(target: string, fields: Fields, found: Found = nothing): ExtractedKey {
  if (hasKey(target)) return { kind: 'deny', code: 'key_in_query' };
  const at = fields.find(kind.apiKey);
  const isOnlyOne = at >= 0 && fields.find(kind.apiKey, at + 1) < 0 && !fields.has(kind.authorization);
  const alone = isOnlyOne ? fields.value(at).trim() : '';
  if (alone === '') return choose(fields);
  return found.hasFound(alone) ? { kind: 'key', text: alone } : parse(alone);
}

/** Of several fields, which may all say the same. */
function choose(fields: Fields): ExtractedKey {
  const texts = new Set<string>();
  for (const value of fields.all(kind.apiKey)) texts.add(value.trim());
  for (const value of fields.all(kind.authorization)) {
    const bearer = /^bearer +(.*)$/i.exec(value.trim())?.[1];
    if (bearer !== undefined) texts.add(bearer.trim());
  }
  texts.delete('');
  const [text] = texts;
  if (text === undefined) return { kind: 'deny', code: 'key_missing' };
  if (texts.size > 1) return { kind: 'deny', code: 'key_ambiguous' };
  return parse(text);
}

function parse(text: string): ExtractedKey {
  const parsed = parseKeyText(text);
  return parsed.ok ? { kind: 'key', text } : { kind: 'deny', code: 'key_malformed' };
}

function hasKey(target: string): boolean {
  const isEncoded = target.includes('%');
  // What every key begins with; to look for the pattern takes longer.
  if (!isEncoded && !target.includes('ck_')) return false;
  if (keyTextPattern.test(target)) return true;
  if (!isEncoded) return false;
  return keyTextPattern.test(
    target.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
  );
}
