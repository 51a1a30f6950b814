import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { aNewOrder } from './testing.ts';

function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The process has no output to read.');
  return { child, stdout, stderr };
}

test('the process says when it is ready, and SIGTERM ends it with everything kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orders-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { child, stdout } = start({ UPSTREAM_PORT: '0', ORDERS_DATA: folder, ORDERS_ECHO: '1' });
  const [[ready], [said]] = await Promise.all([once(child, 'message'), once(stdout, 'data')]);
  expect(ready).toEqual({ type: 'ready' });
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(said))?.[0];
  const placed = await fetch(`${address}/production/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...aNewOrder, note: 'Placed at the last moment' }),
  });
  expect(placed.headers.get('x-orders-received')).toBe('POST /production/orders');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await readFile(join(folder, 'production.json'), 'utf8')).toContain('Placed at the last moment');
});

test('settings that cannot be used are named', async () => {
  const { child, stderr } = start({ UPSTREAM_PORT: 'many', ORDERS_ECHO: 'yes' });
  const [complaint, [code]] = await Promise.all([text(stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  expect(complaint).toMatch(/UPSTREAM_PORT/);
  expect(complaint).toMatch(/ORDERS_ECHO/);
});
