import { expect, test } from 'vitest';
import { type BuiltRequest, toConsoleRequest, toSampleRequest } from './typed-request.ts';

const address = 'http://127.0.0.1:4000/orders';
const place = { keyId: 'acme', environment: 'sandbox', address } as const;
const built = (some: Partial<BuiltRequest> = {}): BuiltRequest => ({
  ...{
    url: `${address}/orders/a%2Fb?limit=1&q=%20`,
    method: 'post',
    headers: { accept: 'application/json' },
  },
  ...some,
});
const textOf = (body: string | undefined) => Buffer.from(body ?? '', 'base64').toString();

test('what is typed is sent behind the endpoint’s address, as it is encoded', async () => {
  expect(await toConsoleRequest(built(), place)).toEqual({
    ...{ keyId: 'acme', environment: 'sandbox', method: 'POST', path: '/orders/a%2Fb?limit=1&q=%20' },
    headers: [['accept', 'application/json']],
  });
  expect((await toConsoleRequest(built({ url: address }), place)).path).toBe('/');
});

test('a body is sent as text or as the bytes of its file, with the type that it has', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const json = await toConsoleRequest(built({ headers, body: '{"name":"Größe"}' }), place);
  expect([textOf(json.body), json.headers]).toEqual([
    '{"name":"Größe"}',
    [['Content-Type', 'application/json']],
  ]);
  const file = new File([new Uint8Array([0, 255, 7])], 'a.bin');
  const { body = '' } = await toConsoleRequest(built({ body: file }), place);
  expect([...Buffer.from(body, 'base64')]).toEqual([0, 255, 7]);
});

test('a form with a file goes out with the boundary that its bytes have', async () => {
  const form = new FormData();
  form.set('note', 'urgent');
  form.set('file', new File(['content'], 'plan.txt', { type: 'text/plain' }));
  const headers = { 'Content-Type': 'multipart/form-data' };
  const sent = await toConsoleRequest(built({ headers, body: form }), place);
  const [[name, type] = ['', '']] = sent.headers;
  expect(name).toBe('Content-Type');
  const received = await new Response(Buffer.from(sent.body ?? '', 'base64'), {
    headers: { 'Content-Type': type },
  }).formData();
  expect(received.get('note')).toBe('urgent');
  expect(await (received.get('file') as File).text()).toBe('content');
});

test('samples tell files by name, forms by field, and what is no JSON yet as it stands', () => {
  const sample = (body: unknown, type: string) =>
    toSampleRequest(built({ headers: { 'Content-Type': type }, body }), address).body;
  expect(sample('{"a":1}', 'application/json')).toMatchObject({ kind: 'json', value: { a: 1 } });
  expect(sample('{"a":', 'application/json')).toMatchObject({ kind: 'text', text: '{"a":' });
  expect(sample('a=1&b=%20', 'application/x-www-form-urlencoded')).toMatchObject({
    ...{
      kind: 'form',
      fields: [
        ['a', '1'],
        ['b', ' '],
      ],
    },
  });
  expect(sample(new File(['x'], 'plan.pdf'), 'application/pdf')).toMatchObject({
    ...{ kind: 'binary', fileName: 'plan.pdf' },
  });
  const form = new FormData();
  form.set('file', new File(['x'], 'plan.txt'));
  expect(sample(form, 'multipart/form-data')).toMatchObject({
    ...{ kind: 'multipart', parts: [{ kind: 'file', name: 'file', fileName: 'plan.txt' }] },
  });
  expect(sample('', 'text/plain')).toEqual({ kind: 'none' });
});
