/** All knowledge of what the text of an API key looks like. Pure but for randomness. */
import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Environment } from '../environment.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;

const prefixes: Readonly<Record<Environment, string>> = { sandbox: 'ck_sbx_', production: 'ck_prod_' };

/** Finds key texts inside other text: Slack messages, URLs, leak scanners. Anything of this form counts as a secret. */
export const keyTextPattern = /ck_(?:sbx|prod)_[0-9A-Za-z]{36}/;

export type ParsedKeyText = { ok: true; environment: Environment } | { ok: false };

/** A new secret with 30 × log2(62) ≈ 178 random bits. */
export function createKeyText(environment: Environment): string {
  let body = prefixes[environment];
  for (let i = 0; i < randomLength; i++) body += base62[randomInt(base62.length)];
  return body + checksum(body);
}

/** Form and checksum only, so a mistyped key is refused without a look-up. The checksum is no security. */
export function parseKeyText(text: string): ParsedKeyText {
  const environment = environmentOf(text);
  if (environment === undefined) return { ok: false };
  if (text.length !== prefixes[environment].length + randomLength + checksumLength) return { ok: false };
  for (let i = prefixes[environment].length; i < text.length; i++) {
    if (!isBase62(text.charCodeAt(i))) return { ok: false };
  }
  if (checksum(text.slice(0, -checksumLength)) !== text.slice(-checksumLength)) return { ok: false };
  return { ok: true, environment };
}

/** The form in which a key may be shown, logged and mailed: `ck_prod_…a1b2`. */
export function maskKeyText(text: string): string {
  const environment = environmentOf(text);
  return environment === undefined ? '…' : `${prefixes[environment]}…${text.slice(-4)}`;
}

function environmentOf(text: string): Environment | undefined {
  if (text.startsWith(prefixes.sandbox)) return 'sandbox';
  if (text.startsWith(prefixes.production)) return 'production';
  return undefined;
}

/** CRC-32 (IEEE 802.3) as a big-endian base62 number, left-padded to six digits. */
function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < checksumLength; i++) {
    text = base62.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function isBase62(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
