import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { databaseUri, suiteDatabase } from '@ck/shared/testing/database';
import { expect, test, vi } from 'vitest';
import { freePort } from './testing/gateway-process.ts';

suiteDatabase();

const secret = () => `1:${randomBytes(32).toString('base64url')}`;

/** A gateway of two processes, as `npm start` would start it. */
async function startTwo() {
  const folder = await mkdtemp(join(tmpdir(), 'ck-workers-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', DEPLOYMENT: 'development' },
      ...{ GATEWAY_PORT: String(port), GATEWAY_ADMIN_PORT: String(adminPort), MONGODB_URI: databaseUri() },
      ...{
        GATEWAY_WORKERS: '2',
        GATEWAY_NAME: 'fra',
        PEPPER: secret(),
        UPSTREAM_MASTER: secret(),
        CONSOLE_SECRET: secret(),
      },
      GATEWAY_DATA: folder,
      FENCE_LEASE_MS: '2000',
      FENCE_HEARTBEAT_MS: '200',
    },
  });
  const pids: number[][] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (said: { type: string; pids?: number[] }) => {
      if (said.type === 'ready') resolve();
      if (said.pids !== undefined) pids.push(said.pids);
    });
    child.once('exit', code => reject(new Error(`ended with ${code}`)));
  });
  await ready;
  return { child, port, adminPort, pids };
}

test('two workers serve one port, each a member of its own; one that is killed comes back', {
  timeout: 60_000,
}, async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  const { child, port, adminPort, pids } = await startTwo();
  const gatewaysOf = async (active: boolean) => {
    const { fence } = await switchKey(owner, { keyId: key.id, environment: 'sandbox', active });
    return fence.kind === 'held' ? fence.receipt.gateways.map(({ name, state }) => `${name} ${state}`) : [];
  };
  expect(await gatewaysOf(false)).toEqual(['fra/1 acknowledged', 'fra/2 acknowledged']);

  const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  expect(metrics).toMatch(/ck_keys 1\n/);
  expect((await fetch(`http://127.0.0.1:${port}/_/ready`)).status).toBe(200);

  const [parent, first = 0] = pids.at(-1) ?? [];
  expect(parent).toBe(child.pid);
  process.kill(first, 'SIGKILL');
  expect(await gatewaysOf(true)).toContainEqual(expect.stringMatching(/lapsed|acknowledged/));
  await vi.waitUntil(async () => (await gatewaysOf(false)).every(each => each.endsWith('acknowledged')), {
    timeout: 20_000,
  });
  await vi.waitUntil(async () => (await gatewaysOf(true)).length === 2, { timeout: 20_000 });

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(await gatewaysOf(false)).toEqual([]);
});
