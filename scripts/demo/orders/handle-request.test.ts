import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { seeded, startApi } from './testing.ts';

/** One request as it stands, which fetch would tidy up first. */
async function raw(port: number, requestLine: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`${requestLine} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test('sandbox and production hold separate orders, and every answer names its environment', async () => {
  const { call } = await startApi();
  for (const environment of ['sandbox', 'production'] as const) {
    for (const line of ['GET /orders', `GET /orders/${seeded.order}`, 'GET /nothing', 'PUT /orders']) {
      expect((await call(line, { environment })).headers.get('x-orders-environment')).toBe(environment);
    }
  }
  const mine = await call(`GET /orders/${seeded.order}`);
  const theirs = await call(`GET /orders/${seeded.order}`, { environment: 'production' });
  expect(mine.body).not.toEqual(theirs.body);
  await call(`DELETE /orders/${seeded.order}`);
  expect(await call(`GET /orders/${seeded.order}`, { environment: 'production' })).toMatchObject({
    status: 200,
    body: theirs.body,
  });
});

test('paths that are not there are 404, ids that are no ids too, and nothing leads out of an environment', async () => {
  const { call, server } = await startApi();
  const notThere = [
    '/',
    '',
    '/orders/',
    '//orders',
    '/order',
    '/orders/1',
    `/orders/${seeded.order.toLowerCase()}`,
    '/orders/%',
    '/orders/%00',
    '/orders/__proto__',
    `/customers/${seeded.customer}/orders`,
  ];
  for (const path of notThere) {
    const answer = await call(`GET ${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
  for (const path of ['/', '/orders', '/Sandbox/orders', '/sandbox/../production/orders', '/__proto__']) {
    expect(await raw(server.port, `GET ${path}`)).toMatch(/^HTTP\/1\.1 404 /);
  }
});

test('a method that a path does not take is 405, with those it takes', async () => {
  const { call, server } = await startApi();
  const allowed = async (line: string) => {
    const answer = await call(line);
    expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    return answer.headers.get('allow');
  };
  expect(await allowed('PUT /orders')).toBe('GET, HEAD, POST');
  expect(await allowed('DELETE /orders/export.csv')).toBe('GET, HEAD');
  expect(await allowed('POST /orders/events')).toBe('GET, HEAD');
  expect(await allowed(`POST /orders/${seeded.order}`)).toBe('GET, HEAD, PUT, PATCH, DELETE');
  expect(await allowed('OPTIONS /customers')).toBe('GET, HEAD');
  expect((await fetch(`${server.address}/health`, { method: 'POST' })).status).toBe(405);
});

test('HEAD answers as GET does, without the body', async () => {
  const { call } = await startApi();
  const paths = [
    '/orders?limit=3',
    `/orders/${seeded.order}`,
    '/orders/export.csv',
    '/customers',
    '/nothing',
  ];
  for (const path of paths) {
    const [got, head] = [await call(`GET ${path}`), await call(`HEAD ${path}`)];
    expect(head).toMatchObject({ status: got.status, text: '' });
    for (const name of ['content-type', 'content-length', 'etag', 'link']) {
      expect(head.headers.get(name)).toBe(got.headers.get(name));
    }
  }
  expect(await call('HEAD /orders/events')).toMatchObject({ status: 200, text: '' });
});

test('health is answered outside the environments', async () => {
  const { server } = await startApi();
  const answer = await fetch(`${server.address}/health`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok' });
});

test('the request line that arrived is echoed only when asked for', async () => {
  const echoing = await startApi({ echo: true });
  expect(await raw(echoing.server.port, 'HEAD /sandbox/../x%2Fy?a=b?c=%20')).toMatch(
    /^x-orders-received: HEAD \/sandbox\/\.\.\/x%2Fy\?a=b\?c=%20\r$/im,
  );
  const silent = await startApi();
  expect((await silent.call('GET /orders')).headers.has('x-orders-received')).toBe(false);
});
