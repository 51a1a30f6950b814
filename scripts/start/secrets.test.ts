import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versionedSecret } from '@ck/shared/process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-secrets-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('development secrets', () => {
  it('are made once, readable by their owner only', async () => {
    const made = await loadSecrets(folder, {});
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await loadSecrets(folder, {})).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(9);
  });

  it('have the form that the processes read', async () => {
    const secrets = await loadSecrets(folder, {});
    const { AUTH_SECRET, DEMO_SECRET, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, ...versioned } = secrets;
    for (const secret of Object.values(versioned)) expect(versionedSecret.parse(secret).current).toBe(1);
    for (const secret of [AUTH_SECRET, DEMO_SECRET, SLACK_SIGNING_SECRET])
      expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(SLACK_BOT_TOKEN).toMatch(/^xoxb-local-[\w-]{43}$/);
  });

  it('yield to those in the environment, which are not stored', async () => {
    const secrets = await loadSecrets(folder, { PEPPER: '2:mine', KEY_MASTER: '' });
    expect(secrets.PEPPER).toBe('2:mine');
    expect(secrets.KEY_MASTER).toMatch(/^1:/);
    expect(readFileSync(file, 'utf8')).not.toContain('2:mine');
  });

  it('that an older version did not know yet are added', async () => {
    writeFileSync(file, JSON.stringify({ PEPPER: '1:old' }));
    const secrets = await loadSecrets(folder, {});
    expect(secrets.PEPPER).toBe('1:old');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(secrets);
  });

  it('are never made anew over data that only the old ones open', async () => {
    mkdirSync(join(folder, 'mongodb'));
    await expect(loadSecrets(folder, {})).rejects.toThrow(`${file} is gone, and only it opens the data`);
    writeFileSync(file, '{ "PEPPER": ');
    await expect(loadSecrets(folder, {})).rejects.toThrow(`${file} cannot be read`);
  });
});
