/** The peer that most Node gateways are: node:http in front, undici behind, and nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

const [, , upstream = ''] = process.argv;
const pool = new Pool(upstream, { connections: 256 });
const notForwarded = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'x-api-key']);

const server = createServer((request, response) => {
  const headers: string[] = [];
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    if (!notForwarded.has((rawHeaders[i] ?? '').toLowerCase()))
      headers.push(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  const path = (request.url ?? '').slice((request.url ?? '').indexOf('/', 1));
  const hasBody = request.headers['content-length'] !== undefined;
  const options = { path, method: request.method as 'GET', headers, body: hasBody ? request : null };
  pool.dispatch(options, {
    onRequestStart() {},
    onResponseStart(_, status, answer) {
      for (const name of ['connection', 'keep-alive', 'transfer-encoding']) delete answer[name];
      response.writeHead(status, answer);
    },
    onResponseData(controller, piece) {
      if (response.write(piece)) return;
      controller.pause();
      response.once('drain', () => controller.resume());
    },
    onResponseEnd: () => void response.end(),
    onResponseError: () => void response.destroy(),
  });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});
