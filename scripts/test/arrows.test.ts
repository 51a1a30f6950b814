import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The arrows of the map: what each place may import of ours. `shared/x` means the folder of that feature. */
const allowed: Readonly<Record<string, readonly RegExp[]>> = {
  openapi: [/^openapi\//],
  shared: [/^openapi\//, /^shared\//],
  gateway: [
    /^openapi\//,
    /^gateway\//,
    /^shared\/(?:keys|permissions|calls|endpoints|fence|database|errors|process)(?:\/|\.ts|$)/,
  ],
  bot: [/^bot\//, /^shared\//],
  portal: [/^portal\//, /^shared\//, /^openapi\//],
  scripts: [/^scripts\//, /^shared\//, /^openapi\//],
};
const features =
  /^shared\/(?:keys|permissions|invitations|endpoints|requests|calls|statistics|notifications|audit|fence|accounts)\//;
const root = join(import.meta.dirname, '../..');
const imported =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s*'([^']+)'/g;

/** Where an import of ours leads, as a path from the root; undefined for packages of others. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(file, '..', specifier));
  if (specifier.startsWith('~/')) return join('portal/app', specifier.slice(2));
  return specifier.startsWith('@ck/') ? specifier.slice(4) : undefined;
}

/** What is wrong with one import; undefined when the map allows it. */
function wrongArrow(file: string, target: string): string | undefined {
  const isTest = /\.test\.tsx?$|\/testing\/|\/journeys\//.test(file);
  const room = file.split('/')[0] ?? '';
  const rules = allowed[room] ?? [];
  // Tests may use the builders and what starts a process of ours; the product may not.
  const testing = isTest && /^(?:shared|scripts|gateway|bot|portal)\//.test(target);
  if (!testing && !rules.some(rule => rule.test(target))) return `${file} → ${target}`;
  if (features.test(file) && /^shared\/(?:jobs|mail)\//.test(target))
    return `${file} → ${target} (write outbox rows)`;
  return undefined;
}

function wrongArrows(file: string, source: string): string[] {
  return [...source.matchAll(imported)].flatMap(match => {
    const target = targetOf(file, match[1] ?? match[2] ?? match[3] ?? '');
    const wrong = target === undefined ? undefined : wrongArrow(file, target);
    return wrong === undefined ? [] : [wrong];
  });
}

test('every import follows the arrows of the map', () => {
  const files = globSync('{openapi,shared,gateway,bot,portal,scripts}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: name => name === 'node_modules' || name === 'build',
  });
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(file => wrongArrows(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test.each([
  ['gateway/main.ts', "import { a } from '@ck/shared/accounts';"],
  ['gateway/main.ts', "import { a } from '@ck/shared/jobs';"],
  ['gateway/main.ts', "import { a } from '../bot/app.ts';"],
  ['bot/app.ts', "import { a } from '@ck/openapi/parse-document';"],
  ['shared/keys/create-key.ts', "import { a } from '../mail/index.ts';"],
  ['openapi/parse.ts', "import type { a } from '@ck/shared/keys';"],
  ['portal/app/root.tsx', "export { a } from '../../gateway/main.ts';"],
])('a wrong arrow is found: %s %s', (file, source) => {
  expect(wrongArrows(file, source)).toHaveLength(1);
});
