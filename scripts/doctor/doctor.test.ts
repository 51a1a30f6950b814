import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readStartSettings } from '../start/settings.ts';
import { checkFolder } from './check-folder.ts';
import { checkDatabase } from './check-machine.ts';
import { checkPorts } from './check-ports.ts';
import { checkRun, findRun } from './check-run.ts';
import { showFinding, verdict } from './finding.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function occupied(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function inFolder(name: string) {
  const found = (await checkFolder(folder)).find(finding => finding.name === name);
  return `${found?.kind}: ${found?.text}`;
}

describe('the doctor', () => {
  it('finds nothing wrong with an empty folder, and with one that is not there yet', async () => {
    for (const place of [folder, join(folder, 'not/yet')])
      for (const finding of await checkFolder(place)) expect(finding.kind).toBe('fine');
  });

  it('names data of a newer version, with the way out', async () => {
    writeFileSync(join(folder, 'version'), '9\n');
    expect(await inFolder('Data')).toMatch(/^fault: .*version 9.*\n.*--fresh/);
  });

  it('names secrets that are gone, spoilt, or open to others', async () => {
    mkdirSync(join(folder, 'mongodb'));
    expect(await inFolder('Secrets')).toMatch(/^fault: .*is gone/);
    const path = join(folder, 'secrets.json');
    writeFileSync(path, '{');
    expect(await inFolder('Secrets')).toMatch(/^fault: .*cannot be read/);
    writeFileSync(path, '{}');
    chmodSync(path, 0o644);
    expect(await inFolder('Secrets')).toMatch(/^remark: .*\nchmod 600/);
    chmodSync(path, 0o600);
    expect(await inFolder('Secrets')).toBe('fine: readable by you only');
  });

  it('says who holds a port: the run of this folder, or another by name', async () => {
    const port = await occupied();
    const settings = readStartSettings({ PORTAL_PORT: String(port) });
    const about = async (ours: number[]) =>
      (await checkPorts(settings, ours)).map(({ text }) => text).join('\n');
    expect(await about([])).toContain(`${port} is held by `);
    if (process.platform === 'linux') {
      expect(await about([])).toContain(`(pid ${process.pid})`);
      expect(await about([process.pid])).not.toContain(String(port));
    }
  });

  it('finds a MongoDB of the person’s own that cannot be reached, and keeps its password to itself', async () => {
    const settings = readStartSettings({
      MONGODB_URI: 'mongodb://kim:hush@127.0.0.1:9/x',
    });
    const { kind, text } = await checkDatabase(settings);
    expect(kind).toBe('fault');
    expect(text).toContain('unset it for one of our own');
    expect(text).not.toContain('hush');
  });

  it('tells whether a mail server of the person’s own can be reached', async () => {
    const port = await occupied();
    expect(await findRun(folder)).toBeUndefined();
    const [, reached] = await checkRun(undefined, `smtp://127.0.0.1:${port}`);
    expect(reached?.kind).toBe('fine');
    const [, away] = await checkRun(undefined, 'smtp://127.0.0.1:9');
    expect(away?.kind).toBe('remark');
  });

  it('shows aligned lines, and how many things would stop npm start', () => {
    const fault = { kind: 'fault', name: 'Disk', text: 'is full\nMake room' } as const;
    expect(showFinding(fault)).toBe('  ✗ Disk        is full\n                Make room');
    expect(verdict([{ ...fault, kind: 'remark' }])).toBe('Nothing of this would stop npm start.');
    expect(verdict([fault, fault])).toMatch(/^2 things would stop/);
  });
});
