import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleLine } from './envelope.ts';
import { type Sending, sendCall } from './send-call.server.ts';

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const signal = new AbortController().signal;
const usual = { target: '/orders', method: 'GET', headers: [], body: undefined, signal };

async function linesOf(sending: Partial<Sending> & { url: URL }): Promise<ConsoleLine[]> {
  const lines: ConsoleLine[] = [];
  for await (const line of sendCall({ ...usual, ...sending })) lines.push(line);
  return lines;
}

test('a call goes out byte for byte, and its answer comes back without cookies', async () => {
  let seen: object = {};
  const url = await serve(async (request, answer) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    seen = {
      target: request.url,
      method: request.method,
      body: Buffer.concat(pieces).toString(),
      raw: request.rawHeaders,
    };
    answer.writeHead(201, { 'set-cookie': 'a=1', 'x-request-id': '01' }).end('made');
  });
  const target = '/orders/a%2Fb/../c?x=%20&y=*';
  const headers = [
    ['X-Api-Key', 'k'],
    ['Accept', 'a'],
    ['accept', 'b'],
  ] as const;
  const lines = await linesOf({ url, target, method: 'POST', headers, body: Buffer.from('{}') });
  expect(seen).toMatchObject({ target, method: 'POST', body: '{}' });
  const [head, piece, end] = lines;
  expect(head).toMatchObject({
    kind: 'head',
    status: 201,
    headers: expect.arrayContaining([['x-request-id', '01']]),
  });
  expect(JSON.stringify(head).toLowerCase()).not.toContain('set-cookie');
  expect(piece).toEqual({ kind: 'piece', data: Buffer.from('made').toString('base64') });
  expect(end).toEqual({ kind: 'end', milliseconds: expect.any(Number) });
});

test('a gateway that is not there, one that dies with the call, an answer that breaks off and one without end are four things', async () => {
  const gone = await serve(() => {});
  gone.port = '9';
  expect(await linesOf({ url: gone })).toMatchObject([{ kind: 'end', fault: 'gateway_unreachable' }]);
  const dying = await serve(request => request.resume().on('end', () => request.socket.destroy()));
  const post = { method: 'POST', body: Buffer.from('{}') };
  expect(await linesOf({ url: dying, ...post })).toMatchObject([{ kind: 'end', fault: 'no_answer' }]);
  const broken = await serve((_request, answer) => {
    answer.writeHead(200, { 'content-length': 100 }).write('half');
    answer.socket?.end();
  });
  expect((await linesOf({ url: broken })).at(-1)).toMatchObject({ kind: 'end', fault: 'answer_broken' });
  const endless = await serve((_request, answer) => {
    const piece = Buffer.alloc(256 * 1024);
    const more = () => {
      while (!answer.destroyed && answer.write(piece));
    };
    answer.on('drain', more).on('error', () => {});
    more();
  });
  expect((await linesOf({ url: endless })).at(-1)).toMatchObject({ kind: 'end', fault: 'answer_too_long' });
});

test('a browser that leaves ends the call at the gateway', async () => {
  const left = Promise.withResolvers<void>();
  const url = await serve((_request, answer) => {
    answer.write('data: 1\n\n');
    answer.on('close', left.resolve);
  });
  const browser = new AbortController();
  for await (const line of sendCall({ ...usual, url, signal: browser.signal }))
    if (line.kind === 'piece') browser.abort();
  await left.promise;
});
