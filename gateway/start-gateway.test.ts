import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { listCalls } from '@ck/shared/calls';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterEach, expect, test } from 'vitest';
import { openConnection } from './testing/raw-client.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;
afterEach(async () => {
  await scene.upstream.close();
});

/** A scene and a call that the upstream has received and not yet answered. */
async function aCallUnderWay(drainMs: number) {
  let atUpstream: ((response: ServerResponse) => void) | undefined;
  const received = new Promise<ServerResponse>(resolve => (atUpstream = resolve));
  scene = await startScene((_, response) => atUpstream?.(response), { drainMs });
  const agent = new Agent({ keepAlive: true });
  const request = httpRequest(`${scene.url}/custom/x`, {
    agent,
    headers: { 'X-Api-Key': scene.texts.sandbox },
  });
  const answer = once(request, 'response').then(([response]) => response as IncomingMessage);
  request.end();
  return { answer, response: await received };
}

const records = () => listCalls(scene.owner, { keyId: scene.key.id, limit: 10 });

test('a stopping gateway takes no connection, ends the calls under way and stores their records', async () => {
  const { answer, response } = await aCallUnderWay(10_000);
  const closed = scene.gateway.close();
  await expect(fetch(`${scene.gateway.address}/_/health`)).rejects.toThrow();
  response.end('done');
  const stream = await answer;
  expect(stream.headers.connection).toBe('close');
  expect(String((await once(stream, 'data'))[0])).toBe('done');
  await closed;
  expect(await records()).toMatchObject([{ outcome: 'ok', status: 200 }]);
});

test('a stream without an end is cut when the time to drain is over, and recorded as unknown', async () => {
  const { answer, response } = await aCallUnderWay(200);
  response.write('data: 1\n\n');
  const stream = await answer;
  stream.on('error', () => {});
  const cut = new Promise<void>(resolve => stream.once('close', () => resolve()));
  await scene.gateway.close();
  await cut;
  expect(stream.complete).toBe(false);
  expect(await records()).toMatchObject([{ outcome: 'unknown', status: 200 }]);
});

test('a gateway that is ready says so, and what is not reserved under /_/ does not exist', async () => {
  scene = await startScene();
  const at = async (path: string) => (await fetch(`${scene.gateway.address}${path}`)).status;
  expect([await at('/_/health'), await at('/_/ready'), await at('/_/other'), await at('/_/whoami')]).toEqual([
    200, 200, 404, 401,
  ]);
  const client = openConnection(scene.gateway.address);
  client.send('POST /_/health HTTP/1.1\r\nHost: a\r\n\r\n');
  await client.until(/method_not_allowed/);
  client.close();
  await scene.gateway.close();
});
