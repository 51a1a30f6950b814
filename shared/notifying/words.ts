/** Pieces of sentences that several kinds share. Pure. */
import type { AuditFacts } from '../audit/index.ts';
import { environmentLabels } from '../environment.ts';
import { isPermission, permissionLabels } from '../permissions/index.ts';
import type { Told } from './kind.ts';

/** "Production key of Acme Corp", or both keys. */
export function keyInWords({ environment, keyName }: Told): string {
  return environment === undefined
    ? `Both keys of ${keyName}`
    : `${environmentLabels[environment]} key of ${keyName}`;
}

export const placeInWords = ({ environment }: Told): string =>
  environment === undefined ? 'both environments' : environmentLabels[environment];

export const whoInWords = ({ who }: Told): string => who ?? 'Somebody';

/** A mail is read anywhere, so a time says its zone. */
export function timeInWords(fact: AuditFacts[string] | undefined): string {
  const at = new Date(typeof fact === 'string' ? fact : Number.NaN);
  if (Number.isNaN(at.getTime())) return 'soon';
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `${day}, ${time} (UTC)`;
}

export function permissionsInWords(fact: AuditFacts[string] | undefined): string {
  const held = Array.isArray(fact) ? fact.filter(isPermission) : [];
  return held.length === 0 ? 'nothing' : held.map(each => permissionLabels[each]).join(', ');
}

/** A time as people write it, in words: `4h` is "4 hours". */
export function durationInWords(fact: AuditFacts[string] | undefined): string {
  const [, number = '', unit = ''] = /^(\d+)([mhd])$/.exec(String(fact ?? '')) ?? [];
  const words: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day' };
  const word = words[unit];
  return word === undefined ? 'a time' : `${number} ${word}${number === '1' ? '' : 's'}`;
}

export const countInWords = (number: number, word: string): string =>
  `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`;
