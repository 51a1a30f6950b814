/** What becomes of a key: pure functions from one state to the next. */
import { readText } from '../text-field.ts';
import type { EnvironmentKey, ReplacedKey, StoredKey } from './collaboration-key.ts';

const keepReplacedMs = 90 * 24 * 60 * 60 * 1000;
const keepReplacedCount = 20;

export function readName(name: string): { name: string; nameFolded: string } {
  const label = 'The collaboration key name';
  const text = readText(name, { field: 'name', label, max: 80, required: true });
  return { name: text, nameFolded: foldName(text) };
}

export function readDescription(description: string): string {
  const rule = { field: 'description', label: 'The description', max: 500, required: false, lines: true };
  return readText(description, rule);
}

/** Names that a person would call the same are the same: case and inner spacing do not count. */
export function foldName(name: string): string {
  return name.trim().normalize('NFKC').replace(/\s+/gu, ' ').toLocaleLowerCase('und').normalize('NFC');
}

/** How long the old key may live on after a regenerate, in milliseconds. */
export const overlaps = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export type Overlap = keyof typeof overlaps;

/** The keys before the current one once that is replaced. Whatever still overlapped ends: at most one may. */
export function retireCurrent(
  { current, previous }: EnvironmentKey,
  now: Date,
): { retired: ReplacedKey | undefined; kept: ReplacedKey[] } {
  const kept = previous
    .filter(({ replacedAt }) => now.getTime() - replacedAt.getTime() < keepReplacedMs)
    .slice(0, keepReplacedCount - 1)
    .map(endOverlap);
  return { retired: current === undefined ? undefined : retire(current, now), kept };
}

/** The same key without its overlap: it is replaced, as if regenerating had ended it at once. */
export function endOverlap({ validUntil: _, ...key }: ReplacedKey): ReplacedKey {
  return key;
}

function retire({ keyId, generation, digest, masked }: StoredKey, replacedAt: Date): ReplacedKey {
  return { keyId, generation, digest, masked, replacedAt };
}

/** What is left of a deleted key: enough to read its past calls, nothing that admits or opens anything. */
export function deadEnvironmentKey(): EnvironmentKey {
  return { active: false, permissions: [], previous: [] };
}
