import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeManifest } from './manifest.ts';
import { events, methods, scopes } from './slack-surface.ts';

const root = import.meta.dirname;
const sources = globSync('**/*.ts', {
  cwd: root,
  exclude: path => /node_modules|local-slack|testing/.test(path),
})
  .filter(path => !path.endsWith('.test.ts'))
  .map(path => readFileSync(join(root, path), 'utf8'));
const all = sources.join('\n');
const found = (pattern: RegExp) =>
  [...new Set([...all.matchAll(pattern)].map(([, name = '']) => name))].sort();

test('manifest.json is what the code makes of it', () => {
  const written = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));
  expect(written).toEqual(makeManifest('https://keys.example.com'));
});

test('every event that is listened to is in the manifest, and no other', () => {
  expect(found(/app\.event\('(\w+)'/g)).toEqual([...events].sort());
  expect(makeManifest(undefined).settings?.event_subscriptions?.bot_events).toEqual([...events]);
});

test('every method of the Web API that is called has its scope in the manifest, and no other has one', () => {
  expect(found(/client\.((?:chat|users|views|conversations|auth|team)\.\w+)\(/g)).toEqual(
    Object.keys(methods).sort(),
  );
  const needed = Object.values(methods).filter(scope => scope !== undefined);
  expect([...new Set(['commands', 'im:write', ...needed])].sort()).toEqual([...scopes].sort());
});

test('through a socket the manifest has no address', () => {
  expect(JSON.stringify(makeManifest(undefined))).not.toContain('"url"');
  expect(makeManifest(undefined).settings).toMatchObject({ socket_mode_enabled: true });
});
