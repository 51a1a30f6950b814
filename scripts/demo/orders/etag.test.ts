import { expect, test } from 'vitest';
import { aNewOrder, seeded, startApi } from './testing.ts';

const path = `/orders/${seeded.order}`;

test('an order that the caller has already is answered by 304 without a body', async () => {
  const { call } = await startApi();
  const tag = (await call(`GET ${path}`)).headers.get('etag') ?? '';
  for (const held of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const answer = await call(`GET ${path}`, { headers: { 'If-None-Match': held } });
    expect(answer).toMatchObject({ status: 304, text: '' });
    expect(answer.headers.get('etag')).toBe(tag);
  }
  expect((await call(`GET ${path}`, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  await call(`PATCH ${path}`, { body: { note: 'Changed' } });
  expect((await call(`GET ${path}`, { headers: { 'If-None-Match': tag } })).status).toBe(200);
});

test('a change meant for another state of the order is refused, and changes nothing', async () => {
  const { call } = await startApi();
  const stale = (await call(`GET ${path}`)).headers.get('etag') ?? '';
  const changed = await call(`PATCH ${path}`, { body: { note: 'First' }, headers: { 'If-Match': stale } });
  expect(changed.status).toBe(200);
  const present = changed.headers.get('etag') ?? '';
  for (const line of [`PUT ${path}`, `PATCH ${path}`, `DELETE ${path}`, `POST ${path}/items`]) {
    const body = line.startsWith('DELETE') ? {} : { body: aNewOrder };
    for (const held of [stale, `W/${present}`, 'no tag']) {
      const refused = await call(line, { ...body, headers: { 'If-Match': held } });
      expect(refused).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
      expect(refused.headers.get('etag')).toBe(present);
    }
  }
  expect((await call(`GET ${path}`)).body).toEqual(changed.body);
  expect((await call(`PUT ${path}`, { body: aNewOrder, headers: { 'If-Match': present } })).status).toBe(200);
  expect((await call(`DELETE ${path}`, { headers: { 'If-Match': '*' } })).status).toBe(204);
});
