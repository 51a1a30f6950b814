import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; url: string; headers: Headers; body: Buffer };

/** A server that answers 200 to everything and keeps what came, whole. */
export async function startEchoServer() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const headers = new Headers();
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      headers.append(request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '');
    const { method = '', url = '' } = request;
    received.push({ method, url, headers, body: Buffer.concat(pieces) });
    response.end('ok');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    received,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}
