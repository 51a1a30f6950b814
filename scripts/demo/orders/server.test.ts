import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { expectConsole } from '../../../shared/testing/console-guard.ts';
import { environments, order as orderSchema } from './order.ts';
import { seedOf } from './seed.ts';
import { startOrders } from './server.ts';
import { aNewOrder, seeded, startApi } from './testing.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'orders-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return join(path, 'not', 'there yet');
}

/** What a stream says until it has said `awaited`, to a reader that comes back. */
async function untilHeard(awaited: string, address: string, lastEventId: string): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(address, { headers: { 'Last-Event-ID': lastEventId }, signal: stop.signal });
  const decoder = new TextDecoder();
  let heard = '';
  for await (const chunk of answer.body ?? []) {
    heard += decoder.decode(chunk, { stream: true });
    if (heard.includes(awaited)) break;
  }
  stop.abort();
  return heard;
}

test('a restart loses nothing: orders, entity tags, numbers and events go on', async () => {
  const dataFolder = await folder();
  const first = await startApi({ dataFolder });
  const placed = await first.call('POST /orders', { body: aNewOrder });
  await first.call(`PATCH /orders/${seeded.order}`, { body: { note: 'Kept' } });
  await first.call(`DELETE /orders/${seeded.otherOrder}`, { environment: 'production' });
  const list = await first.call('GET /orders?limit=100');
  const tag = (await first.call(`GET /orders/${seeded.order}`)).headers.get('etag');
  await first.server.close();

  const second = await startApi({ dataFolder });
  expect((await second.call('GET /orders?limit=100')).text).toBe(list.text);
  expect((await second.call(`GET /orders/${seeded.order}`)).headers.get('etag')).toBe(tag);
  expect((await second.call(`GET /orders/${seeded.otherOrder}`, { environment: 'production' })).status).toBe(
    404,
  );
  const next = await second.call('POST /orders', { body: aNewOrder });
  expect(next.body).toMatchObject({ number: 'TEST-1026' });
  expect(orderSchema.parse(next.body).id > orderSchema.parse(placed.body).id).toBe(true);
  const missed = await untilHeard('id: 3', `${second.server.address}/sandbox/orders/events`, '1');
  expect(missed).toContain('id: 2\nevent: order.updated');
  expect(missed).not.toContain('events.missed');
});

test('changes are in the file soon, without waiting for the end', async () => {
  const dataFolder = await folder();
  const { call } = await startApi({ dataFolder });
  await call('POST /orders', { body: { ...aNewOrder, note: 'Soon there' } });
  await vi.waitFor(async () =>
    expect(await readFile(join(dataFolder, 'sandbox.json'), 'utf8')).toContain('Soon there'),
  );
  expect(await readdir(dataFolder)).toEqual(['sandbox.json']);
});

test.each(['{"format":1,"orders":[', '{"format":2}', ''])(
  'a file with %j is set aside with a message, and the sample data begins afresh',
  async text => {
    const dataFolder = await folder();
    const first = await startApi({ dataFolder });
    await first.call(`DELETE /orders/${seeded.order}`);
    await first.call(`DELETE /orders/${seeded.order}`, { environment: 'production' });
    await first.server.close();
    await writeFile(join(dataFolder, 'sandbox.json'), text);

    expectConsole(/sandbox\.json cannot be used; it is now .*sandbox\.json\.unusable-\d+/);
    const second = await startApi({ dataFolder });
    expect((await second.call(`GET /orders/${seeded.order}`)).status).toBe(200);
    expect((await second.call(`GET /orders/${seeded.order}`, { environment: 'production' })).status).toBe(
      404,
    );
    const aside = (await readdir(dataFolder)).find(name => name.startsWith('sandbox.json.unusable-'));
    expect(await readFile(join(dataFolder, aside ?? ''), 'utf8')).toBe(text);
  },
);

test('a folder that cannot be written to fails the end, not the calls', async () => {
  const path = await mkdtemp(join(tmpdir(), 'orders-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const server = await startOrders({ port: 0, dataFolder: join(path, 'data') });
  await writeFile(join(path, 'data'), 'a file where the folder should be');
  expectConsole(/sandbox\.json could not be written/);
  const answer = await fetch(`${server.address}/sandbox/orders/${seeded.order}`, { method: 'DELETE' });
  expect(answer.status).toBe(204);
  await expect(server.close()).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test('a taken port is an error that says so', async () => {
  const { server } = await startApi();
  await expect(startOrders({ port: server.port })).rejects.toThrow(/EADDRINUSE/);
});

test('the seed is plausible, different in each environment, and in the shape that is kept', () => {
  const [sandbox, production] = environments.map(seedOf);
  expect([sandbox?.state.orders.length, production?.state.orders.length]).toEqual([24, 60]);
  for (const seed of [sandbox, production]) {
    for (const order of seed?.state.orders ?? []) {
      // The same text also means the same entity tag after a restart.
      expect(JSON.stringify(orderSchema.parse(order))).toBe(JSON.stringify(order));
      expect(seed?.customers.some(({ id }) => id === order.customerId)).toBe(true);
    }
    expect(new Set(seed?.state.orders.map(({ id }) => id)).size).toBe(seed?.state.orders.length);
  }
  expect(environments.map(seedOf)).toEqual([sandbox, production]);
});
