import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { bodyLimit } from './request-body.ts';
import { aNewOrder, seeded, startApi } from './testing.ts';

test('a body that is no JSON is 400, of another type 415, and too large 413', async () => {
  const { call, server } = await startApi();
  for (const body of ['{"customerId":', '', '\u0000']) {
    expect(await call('POST /orders', { body })).toMatchObject({
      status: 400,
      body: { code: 'malformed-request' },
    });
  }
  const latin1 = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from([34, 0xe9, 34]),
  };
  expect((await fetch(`${server.address}/sandbox/orders`, latin1)).status).toBe(400);
  for (const type of ['text/plain', 'application/merge-patch+json', 'application/json; charset=latin1']) {
    const refused = await call('POST /orders', { body: aNewOrder, headers: { 'Content-Type': type } });
    expect(refused).toMatchObject({ status: 415, body: { code: 'unsupported-content-type' } });
    expect(refused.headers.get('accept')).toBe('application/json');
  }
  const packed = await call('POST /orders', { body: aNewOrder, headers: { 'Content-Encoding': 'gzip' } });
  expect(packed.status).toBe(415);
  const padded = JSON.stringify(aNewOrder).padEnd(bodyLimit, ' ');
  expect((await call('POST /orders', { body: padded })).status).toBe(201);
  expect((await call('POST /orders', { body: `${padded} ` })).status).toBe(413);
  expect((await call('POST /orders', { body: padded.repeat(8) })).status).toBe(413);
});

test('a body nested without end is refused, not fatal', async () => {
  const { call } = await startApi();
  const nested = `${'{"shippingAddress":'.repeat(40_000)}1${'}'.repeat(40_000)}`;
  expect((await call(`PATCH /orders/${seeded.order}`, { body: nested })).status).toBe(400);
  expect((await call('POST /orders', { body: nested })).status).toBe(422);
  expect((await call('POST /orders', { body: '['.repeat(500_000) })).status).toBe(400);
});

test('a caller who hangs up in the middle of a body harms nobody', async () => {
  const { call, server } = await startApi();
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /sandbox/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  );
  await new Promise(resolve => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect((await call('GET /orders')).status).toBe(200);
});
