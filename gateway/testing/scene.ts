import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { databaseUri } from '@ck/shared/testing/database';
import type { Limits } from '../limits.ts';
import { type GatewaySettings, startGateway } from '../start-gateway.ts';
import { layerUnderTest } from './http-layer.ts';

export type Received = {
  environment: string;
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
};

/** An upstream that answers what it received, and keeps it. */
export async function startUpstream(custom?: RequestListener) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    if (custom !== undefined && request.url?.includes('/custom')) return custom(request, response);
    const pieces: Buffer[] = [];
    request.on('data', piece => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const environment = url.split('/')[1] ?? '';
      const seen = { environment, method, target: url, headers, body: Buffer.concat(pieces).toString() };
      received.push(seen);
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Access-Control-Allow-Origin', 'https://upstream.example');
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.end(JSON.stringify({ environment, method, target: url }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  async function close() {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
  return { address: `http://127.0.0.1:${port}`, received, close };
}

/** A gateway before a real upstream, with an endpoint in both environments and one key. */
export async function startScene(
  custom?: RequestListener,
  limits: Partial<Limits> = {},
  mutation: NonNullable<GatewaySettings['mutation']> = {},
  more: Pick<GatewaySettings, 'tls'> = {},
) {
  const upstream = await startUpstream(custom);
  const directory = await mkdtemp(join(tmpdir(), 'ck-spool-'));
  const gateway = await startGateway({
    port: 0,
    host: '127.0.0.1',
    adminPort: 0,
    http: layerUnderTest,
    mongodbUri: databaseUri(),
    name: 'gateway-1',
    ...testSecrets,
    trustedProxies: [],
    allowLoopback: true,
    spool: { directory, slot: { number: 1, count: 1 }, quotaBytes: 64 * 1024 * 1024 },
    limits,
    mutation,
    ...more,
  });
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner, {
    upstream: `${upstream.address}/sandbox`,
    productionUpstream: `${upstream.address}/production`,
  });
  const { key, texts } = await aKey(owner, endpoint.id);
  async function close() {
    await gateway.close();
    await upstream.close();
    await rm(directory, { recursive: true });
  }
  return {
    upstream,
    gateway,
    owner,
    endpoint,
    key,
    texts,
    url: `${gateway.address}/${endpoint.slug}`,
    close,
  };
}
