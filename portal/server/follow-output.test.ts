import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from './create-app.ts';
import type { Output } from './follow-output.ts';

const piece = randomBytes(256 * 1024);
const pieces = 160;

/** The portal's server with one address, whose answer is made by this. */
async function serve(body: (output: Output) => ReadableStream<Uint8Array>) {
  const loader = ({ context }: { context: AppLoadContext }) =>
    new Response(body(context.output), { headers: { 'Content-Type': 'text/csv' } });
  const build = {
    entry: { module: { default: () => new Response() } },
    routes: { file: { id: 'file', path: 'file', module: { loader } } },
    assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
    ...{ publicPath: '/', assetsBuildDirectory: '', basename: '/', future: {}, isSpaMode: false },
  } as unknown as ServerBuild;
  const app = createApp({
    ...{ build, clientFolder: '/none', portalUrl: 'http://127.0.0.1', closing: new AbortController().signal },
    isHealthy: () => true,
    onError: error => expect.unreachable(String(error)),
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A long body that is made piece by piece; tells when it first had to wait, how much there is, and when it is over. */
function aLongBody() {
  const facts = { made: 0, waits: Promise.withResolvers<void>(), over: Promise.withResolvers<boolean>() };
  const body = (output: Output) =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (output.isFull()) facts.waits.resolve();
        const isRead = await output.whenReady();
        if (isRead && facts.made < pieces) {
          facts.made += 1;
          return controller.enqueue(piece);
        }
        controller.close();
        facts.over.resolve(isRead);
      },
    });
  return { facts, body };
}

async function ask(port: number, headers = {}) {
  const request = get({ port, path: '/file', headers });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { request, answer };
}

test.each(['identity', 'gzip'])(
  'a long body is made as fast as it is read, and no faster: %s',
  async coding => {
    const { facts, body } = aLongBody();
    const { answer } = await ask(await serve(body), { 'accept-encoding': coding });
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(coding);
    await facts.waits.promise;
    expect(facts.made).toBeLessThan(pieces / 2);
    let length = 0;
    answer.on('data', part => (length += part.length));
    await once(answer, 'end');
    expect(await facts.over.promise).toBe(true);
    expect(facts.made).toBe(pieces);
    expect(length).toBeGreaterThanOrEqual(pieces * piece.length);
  },
);

test('whoever makes a body is told that its reader has left', async () => {
  const { facts, body } = aLongBody();
  const { request } = await ask(await serve(body));
  await facts.waits.promise;
  request.destroy();
  expect(await facts.over.promise).toBe(false);
  expect(facts.made).toBeLessThan(pieces / 2);
});
