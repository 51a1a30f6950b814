/** The upstream that keeps its own record: which head arrived when, and when each piece of a stream was sent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { now } from './clock.ts';
import type { Hit } from './history.ts';

const pieceMs = 20;
let hits: Hit[] = [];

const server = createServer((request, response) => {
  const at = now();
  const place = request.url?.split('/')[1] ?? '';
  hits.push({ id: String(request.headers['x-call-id'] ?? ''), at, place });
  request.resume();
  if (!request.url?.endsWith('/stream')) {
    response.end('ok');
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const timer = setInterval(() => response.write(`data: ${now()}\n\n`), pieceMs);
  response.on('close', () => clearInterval(timer));
});
server.keepAliveTimeout = 60_000;

process.on('message', () => {
  process.send?.({ type: 'hits', hits });
  hits = [];
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ type: 'ready', port });
});
