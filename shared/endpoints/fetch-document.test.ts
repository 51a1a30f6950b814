import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fetchDocument } from './index.ts';

const anywhere = { allowLoopback: true };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json?version=2`;
}

test('the text at an address is read, asked for without credentials', async () => {
  let asked: object = {};
  const address = await serve(({ url, headers }, answer) => {
    asked = { url, ...headers };
    answer.end('openapi: 3.1.0 # größer');
  });
  expect(await fetchDocument(` ${address} `, anywhere)).toBe('openapi: 3.1.0 # größer');
  expect(asked).toMatchObject({ url: '/openapi.json?version=2', 'accept-encoding': 'identity' });
  expect(asked).not.toHaveProperty('cookie');
  expect(asked).not.toHaveProperty('authorization');
});

const answers: [string, RequestListener, string][] = [
  [
    'a redirect',
    (_request, answer) => answer.writeHead(302, { location: 'http://169.254.169.254/' }).end('secret'),
    'leads on to another one',
  ],
  ['an error', (_request, answer) => answer.writeHead(404).end('secret'), 'answers 404, not 200'],
  ['a coding', (_request, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end(), 'coding'],
  [
    'a length over 10 MB',
    (_request, answer) => answer.writeHead(200, { 'content-length': 10_485_761 }).write('x'),
    'larger than 10 MB',
  ],
  [
    'more than 10 MB without saying so',
    (_request, answer) => {
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!answer.destroyed && answer.write(piece));
      };
      answer.on('drain', more).on('error', () => {});
      more();
    },
    'larger than 10 MB',
  ],
  ['bytes that are no text', (_request, answer) => answer.end(Buffer.from([0xff, 0xfe, 0x80])), 'UTF-8'],
  ['a connection that breaks', (_request, answer) => answer.destroy(), 'could not be read'],
];

test.each(answers)('%s is refused in words of our own', async (_name, listener, words) => {
  const failed = fetchDocument(await serve(listener), anywhere);
  await expect(failed).rejects.toMatchObject({ code: 'invalid', field: 'documentUrl' });
  await expect(failed).rejects.toThrow(words);
  await expect(failed).rejects.not.toThrow('secret');
});

test('one that does not answer, or not to the end, is given up', async () => {
  for (const listener of [() => {}, (_request, answer) => void answer.write('{')] as RequestListener[]) {
    const failed = fetchDocument(await serve(listener), anywhere, { withinMs: 200 });
    await expect(failed).rejects.toThrow('did not answer in time');
  }
});

test.each([
  'http://127.0.0.1:9/',
  'http://localhost:9/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data',
  'http://10.0.0.1/openapi.json',
  'http://0x7f.1/',
])('%s is not asked', async address => {
  await expect(fetchDocument(address, { allowLoopback: false })).rejects.toMatchObject({
    code: 'upstream_forbidden',
  });
});

test.each(['file:///etc/passwd', 'openapi.json', 'https://kim:secret@harbor.example/', ''])(
  '%s is no address',
  async address => {
    await expect(fetchDocument(address, anywhere)).rejects.toMatchObject({ code: 'invalid' });
  },
);
