import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openConnection } from './testing/raw-client.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  scene = await startScene();
});
afterAll(async () => {
  await scene.close();
});
beforeEach(() => {
  scene.upstream.received.length = 0;
});

const head = (method: string, fields: string[]) =>
  [
    `${method} /${scene.endpoint.slug}/first HTTP/1.1`,
    `X-Api-Key: ${scene.texts.sandbox}`,
    ...fields,
    '',
    '',
  ].join('\r\n');
const hidden = () => head('DELETE', ['Host: a']).replace('/first', '/hidden');

/** Everything that follows a head whose end of body two readers could see in different places. */
test.each<[string, string[], string]>([
  ['length before chunks', ['Host: a', 'Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['chunks before length', ['Host: a', 'Transfer-Encoding: chunked', 'Content-Length: 4'], '0\r\n\r\n'],
  ['a space before the colon', ['Host: a', 'Transfer-Encoding : chunked'], '0\r\n\r\n'],
  ['a tab before the coding', ['Host: a', 'Transfer-Encoding:\tchunked, identity'], '0\r\n\r\n'],
  ['an unknown coding', ['Host: a', 'Transfer-Encoding: xchunked'], '0\r\n\r\n'],
  ['chunked twice', ['Host: a', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['a coding after chunked', ['Host: a', 'Transfer-Encoding: chunked, gzip'], '0\r\n\r\n'],
  ['a coding before chunked', ['Host: a', 'Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'],
  ['a folded field', ['Host: a', 'Transfer-Encoding:\r\n chunked'], '0\r\n\r\n'],
  ['two lengths', ['Host: a', 'Content-Length: 0', 'Content-Length: 4'], ''],
  ['two equal lengths', ['Host: a', 'Content-Length: 0', 'Content-Length: 0'], ''],
  ['a list of lengths', ['Host: a', 'Content-Length: 0, 4'], ''],
  ['a signed length', ['Host: a', 'Content-Length: +0'], ''],
  ['a negative length', ['Host: a', 'Content-Length: -1'], ''],
  ['a bare line feed', ['Host: a\nContent-Length: 4'], 'abcd'],
  ['a bare carriage return', ['Host: a', 'X-A: b\rContent-Length: 4'], 'abcd'],
  ['a NUL in a value', ['Host: a', 'X-A: b\u0000c'], ''],
  ['two Hosts', ['Host: a', 'Host: b'], ''],
  ['no Host', ['X-A: b'], ''],
  ['a chunk size with a sign', ['Host: a', 'Transfer-Encoding: chunked'], '+0\r\n\r\n'],
  ['a chunk size in 0x form', ['Host: a', 'Transfer-Encoding: chunked'], '0x0\r\n\r\n'],
  ['a chunk longer than its size', ['Host: a', 'Transfer-Encoding: chunked'], '1\r\nab\r\n0\r\n\r\n'],
  ['a chunk ended by a line feed', ['Host: a', 'Transfer-Encoding: chunked'], '1\na\n0\n\n'],
  ['a chunk size beyond all numbers', ['Host: a', 'Transfer-Encoding: chunked'], 'fffffffffffffffff\r\n'],
])('%s: refused, and what follows never becomes a second call', async (_, fields, body) => {
  const client = openConnection(scene.gateway.address);
  client.send(`${head('POST', fields)}${body}${hidden()}`);
  await client.closed;
  expect(client.statuses()).toEqual([400]);
  expect(client.text()).toMatch(/\r\nX-Request-Id: /i);
  expect(scene.upstream.received.map(({ target }) => target)).toEqual([]);
});

test('a second call after a well-framed body is a call of its own', async () => {
  const client = openConnection(scene.gateway.address);
  client.send(
    `${head('POST', ['Host: a', 'Transfer-Encoding: chunked'])}4;ext=1\r\nabcd\r\n0\r\nX-Trailer: t\r\n\r\n${hidden()}`,
  );
  await client.until(/\/sandbox\/first[\s\S]*\/sandbox\/hidden/);
  client.close();
  expect(scene.upstream.received.map(({ method, target, body }) => [method, target, body])).toEqual([
    ['POST', '/sandbox/first', 'abcd'],
    ['DELETE', '/sandbox/hidden', ''],
  ]);
});

test('bytes beyond the announced length are the next request, not more of the body', async () => {
  const client = openConnection(scene.gateway.address);
  client.send(`${head('POST', ['Host: a', 'Content-Length: 4'])}abcd${hidden()}`);
  await client.until(/\/sandbox\/first[\s\S]*\/sandbox\/hidden/);
  client.close();
  expect(scene.upstream.received.map(({ body }) => body)).toEqual(['abcd', '']);
});

test('a body on GET travels as a body and hides nothing', async () => {
  const client = openConnection(scene.gateway.address);
  const inner = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';
  client.send(`${head('GET', ['Host: a', `Content-Length: ${inner.length}`])}${inner}`);
  await client.until(/\/sandbox\/first/);
  client.close();
  expect(scene.upstream.received.map(({ method, target, body }) => [method, target, body])).toEqual([
    ['GET', '/sandbox/first', inner],
  ]);
});
