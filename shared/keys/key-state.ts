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

/** The old key dies at once; the switch and the permissions stay as they are. */
export function replaceKey(key: EnvironmentKey, current: StoredKey, now: Date): EnvironmentKey {
  const retired: ReplacedKey[] = key.current === undefined ? [] : [retire(key.current, now)];
  const kept = key.previous.filter(({ replacedAt }) => now.getTime() - replacedAt.getTime() < keepReplacedMs);
  return { ...key, current, previous: [...retired, ...kept].slice(0, keepReplacedCount) };
}

function retire({ keyId, generation, digest, masked }: StoredKey, replacedAt: Date): ReplacedKey {
  return { keyId, generation, digest, masked, replacedAt };
}

/** What is left of a deleted key: enough to read its past calls, nothing that admits or opens anything. */
export function deadEnvironmentKey(): EnvironmentKey {
  return { active: false, permissions: [], previous: [] };
}
