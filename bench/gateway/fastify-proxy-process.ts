/** The peer that many build a gateway from: fastify with its proxy plugin, which sends through undici. */
import type { AddressInfo } from 'node:net';
import httpProxy from '@fastify/http-proxy';
import Fastify from 'fastify';

const [, , upstream = '', slug = ''] = process.argv;
const server = Fastify({ logger: false });
await server.register(httpProxy, {
  upstream,
  prefix: `/${slug}`,
  undici: { connections: 256 },
  replyOptions: {
    rewriteRequestHeaders: (_, { 'x-api-key': _key, ...headers }) => headers,
  },
});
process.on('disconnect', () => process.exit(0));
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ type: 'ready', port: (server.server.address() as AddressInfo).port });
