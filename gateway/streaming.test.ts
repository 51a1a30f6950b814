import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { listCalls } from '@ck/shared/calls';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConnection } from './testing/raw-client.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

const mebibyte = 1024 * 1024;
const piece = randomBytes(64 * 1024);
const whole = 50 * mebibyte;

let scene: Awaited<ReturnType<typeof startScene>>;
let arrived: ((call: { request: IncomingMessage; response: ServerResponse }) => void) | undefined;

beforeAll(async () => {
  const limits = { bodyBytes: 200 * mebibyte, stalledClientMs: 1_000 };
  scene = await startScene((request, response) => arrived?.({ request, response }), limits);
});
afterAll(async () => {
  await scene.close();
});

/** A call to the upstream, which answers as the test says. */
function begin(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const atUpstream = new Promise<{ request: IncomingMessage; response: ServerResponse }>(resolve => {
    arrived = resolve;
  });
  const request = httpRequest(`${scene.url}/custom/${path}`, {
    method,
    headers: { 'X-Api-Key': scene.texts.sandbox, ...headers },
  });
  request.on('error', () => {});
  const answer = once(request, 'response').then(([response]) => response as IncomingMessage);
  answer.catch(() => {});
  return { request, answer, atUpstream };
}

/** Writes pieces at the reader's pace until `bytes` are out or the stream is gone; counts as it goes. */
function pour(into: Writable, bytes: number) {
  const progress = { written: 0 };
  const pump = () => {
    while (progress.written < bytes && !into.destroyed) {
      progress.written += piece.length;
      if (!into.write(piece)) return void into.once('drain', pump);
    }
    into.end();
  };
  pump();
  return progress;
}

async function digestOf(stream: IncomingMessage): Promise<{ bytes: number; digest: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, digest: hash.digest('hex') };
}

function expectedDigest(): string {
  const hash = createHash('sha256');
  for (let bytes = 0; bytes < whole; bytes += piece.length) hash.update(piece);
  return hash.digest('hex');
}

/** Waits until a number stands still: only time can show that nothing more happens. */
async function stillness(read: () => number): Promise<number> {
  let last = -1;
  while (last !== read()) {
    last = read();
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  return last;
}

test('50 MiB go up and 50 MiB come down at the same time, unchanged', async () => {
  const { request, answer, atUpstream } = begin('echo', 'POST');
  pour(request, whole);
  const { request: received, response } = await atUpstream;
  received.pipe(response);
  expect(await digestOf(await answer)).toEqual({ bytes: whole, digest: expectedDigest() });
});

test('a client that reads slowly slows its upstream down instead of filling the gateway', async () => {
  const { request, answer, atUpstream } = begin('down');
  request.end();
  const progress = pour((await atUpstream).response, 200 * mebibyte);
  const response = await answer;
  const before = process.memoryUsage().arrayBuffers;
  expect(await stillness(() => progress.written)).toBeLessThan(60 * mebibyte);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * mebibyte);
  response.destroy();
});

test('an upstream that reads slowly slows its client down instead of filling the gateway', async () => {
  const { request, atUpstream } = begin('up', 'POST');
  const progress = pour(request, 200 * mebibyte);
  const { request: unread } = await atUpstream;
  expect(await stillness(() => progress.written)).toBeLessThan(60 * mebibyte);
  request.destroy();
  unread.destroy();
});

test('a client that takes nothing at all is cut after its time, and its upstream with it', async () => {
  const { request, answer, atUpstream } = begin('stalled');
  request.end();
  const { response } = await atUpstream;
  const cut = once(response, 'close');
  pour(response, 200 * mebibyte);
  (await answer).pause();
  await cut;
  expect(response.writableFinished).toBe(false);
});

test('the head of a stream arrives before its first piece, each piece as it comes', async () => {
  const { request, answer, atUpstream } = begin('events');
  request.end();
  const { response } = await atUpstream;
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  const stream = await answer;
  expect(stream.headers['content-type']).toBe('text/event-stream');
  for (const event of ['data: 1\n\n', ': heartbeat\n\n', 'data: 2\n\n']) {
    response.write(event);
    expect(String((await once(stream, 'data'))[0])).toBe(event);
  }
  response.end();
  stream.resume();
  await once(stream, 'end');
});

test('a client that leaves cancels the upstream call within 100 ms', async () => {
  const { request, answer, atUpstream } = begin('leave');
  request.end();
  const { response } = await atUpstream;
  response.write('first');
  await answer;
  const left = performance.now();
  request.destroy();
  await once(response, 'close');
  expect(performance.now() - left).toBeLessThan(100);
});

test('a client that leaves before the upstream answered cancels it as well', async () => {
  const { request, atUpstream } = begin('leave-early');
  request.end();
  const { response } = await atUpstream;
  request.destroy();
  await once(response, 'close');
  await scene.gateway.recorder.drained();
  const [last] = await listCalls(scene.owner, { keyId: scene.key.id, limit: 1 });
  expect(last).toMatchObject({
    outcome: 'client_gone',
    status: 499,
    path: expect.stringContaining('leave-early'),
  });
});

test('an upstream that answers before it has read the upload gets its answer through', async () => {
  const { request, answer, atUpstream } = begin('early', 'POST', { 'Content-Length': String(whole) });
  pour(request, whole);
  (await atUpstream).response.writeHead(409).end('no thanks');
  const response = await answer;
  expect(response.statusCode).toBe(409);
  expect(String((await once(response, 'data'))[0])).toBe('no thanks');
  request.destroy();
});

test('a length that was announced but not sent is no whole answer', async () => {
  const { request, answer, atUpstream } = begin('short');
  request.end();
  const { response } = await atUpstream;
  response.writeHead(200, { 'Content-Length': '10' }).write('abc');
  const stream = await answer;
  stream.resume();
  response.destroy();
  await expect(once(stream, 'end')).rejects.toThrow();
});

test.each([204, 304])('%i has no body and leaves the connection usable', async status => {
  const client = openConnection(scene.gateway.address);
  arrived = ({ response }) => response.writeHead(status, { ETag: '"x"' }).end();
  const call = `GET /${scene.endpoint.slug}/custom/x HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${scene.texts.sandbox}\r\n\r\n`;
  client.send(call);
  await client.until(/\r\n\r\n$/);
  client.send(call);
  await client.until(/\r\n\r\nHTTP[\s\S]*\r\n\r\n$/);
  expect(client.statuses()).toEqual([status, status]);
  expect(client.text()).not.toMatch(/chunked/i);
  client.close();
});

test('HEAD tells the length of a body that does not come', async () => {
  const { request, answer, atUpstream } = begin('head', 'HEAD');
  request.end();
  (await atUpstream).response.writeHead(200, { 'Content-Length': '1234' }).end();
  const stream = await answer;
  expect(stream.headers['content-length']).toBe('1234');
  expect((await digestOf(stream)).bytes).toBe(0);
});

test('hints before the answer are not taken for the answer', async () => {
  const { request, answer, atUpstream } = begin('hints');
  request.end();
  const { response } = await atUpstream;
  response.writeEarlyHints({ link: '</a.css>; rel=preload' });
  response.writeHead(201).end('made');
  expect((await answer).statusCode).toBe(201);
});
