import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDigest, buildPath } from './llhttp.ts';

test('the parser is the build that these rules were tried with: another one has to be tried first', () => {
  const build: Uint8Array = createRequire(import.meta.url)(buildPath);
  expect(createHash('sha256').update(build).digest('hex')).toBe(buildDigest);
});

test('undici, which carries it, is pinned to one version', () => {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
  expect(dependencies.undici).toMatch(/^\d+\.\d+\.\d+$/);
});
