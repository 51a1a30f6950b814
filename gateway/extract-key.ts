import type { Environment } from '@ck/shared/endpoints';
import { keyTextPattern, parseKeyText } from '@ck/shared/keys';
import { headerValues } from './header-list.ts';

export type ExtractedKey =
  | { kind: 'key'; text: string; environment: Environment }
  | { kind: 'deny'; code: 'key_in_query' | 'key_missing' | 'key_ambiguous' | 'key_malformed' };

/**
 * The key of a call, from `X-Api-Key` or `Authorization: Bearer` (RFC 6750, 2.1). One in the URL is refused whatever
 * else is sent: it stands in logs and histories by now (RFC 6750, 2.3).
 */
export function extractKey(target: string, rawHeaders: readonly string[]): ExtractedKey {
  if (hasKey(target)) return { kind: 'deny', code: 'key_in_query' };
  const texts = new Set<string>();
  for (const value of headerValues(rawHeaders, 'x-api-key')) texts.add(value.trim());
  for (const value of headerValues(rawHeaders, 'authorization')) {
    const bearer = /^bearer +(.*)$/i.exec(value.trim())?.[1];
    if (bearer !== undefined) texts.add(bearer.trim());
  }
  texts.delete('');
  const [text] = texts;
  if (text === undefined) return { kind: 'deny', code: 'key_missing' };
  if (texts.size > 1) return { kind: 'deny', code: 'key_ambiguous' };
  const parsed = parseKeyText(text);
  return parsed.ok
    ? { kind: 'key', text, environment: parsed.environment }
    : { kind: 'deny', code: 'key_malformed' };
}

function hasKey(target: string): boolean {
  if (keyTextPattern.test(target)) return true;
  if (!target.includes('%')) return false;
  return keyTextPattern.test(
    target.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
  );
}
