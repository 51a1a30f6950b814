import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { choosePorts } from '../../scripts/start/ports.ts';
import { Child } from './child.ts';
import { type Place, slug } from './place.ts';

/** Something that stands between partner apps and the upstream. */
export type Peer = {
  name: string;
  /** What it does not do, of what a gateway of ours does. */
  leavesOut: string;
  port: number;
  pid: number;
  /** What it is sent comes to the upstream as it is: it is given the upstream's paths. */
  isBlind?: true;
  /** Resolves once all that belongs to the calls until now is done. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

export type GatewayState = {
  state: { pending: number };
  keys: number;
  startMs: number;
  rss: number;
  heapUsed: number;
};

const done = async () => {};

export function direct({ upstreamPort }: Place): Peer {
  const facts = { name: 'direct', leavesOut: 'everything', port: upstreamPort, pid: 0 };
  return { ...facts, isBlind: true, settled: done, stop: done };
}

/** A process of this folder that stands in front of the upstream. */
async function startProxy(
  file: string,
  args: readonly string[],
  facts: Pick<Peer, 'name' | 'leavesOut' | 'isBlind'>,
): Promise<Peer> {
  const child = await Child.start(join(import.meta.dirname, file), args);
  return { ...facts, port: child.port, pid: child.pid, settled: done, stop: () => child.stop() };
}

export const startRawSockets = ({ upstreamUrl }: Place): Promise<Peer> =>
  startProxy('raw-sockets-process.ts', [upstreamUrl], {
    name: 'raw Node sockets',
    leavesOut: 'HTTP itself: bytes go on as they come',
    isBlind: true,
  });

export const startPlainProxy = ({ upstreamUrl }: Place): Promise<Peer> =>
  startProxy('plain-proxy-process.ts', [upstreamUrl], {
    name: 'node:http + undici',
    leavesOut: 'keys, permissions, freshness, records, request ids, metrics, limits, checks of the path',
  });

export const startFastifyProxy = ({ upstreamUrl }: Place): Promise<Peer> =>
  startProxy('fastify-proxy-process.ts', [upstreamUrl, slug], {
    name: '@fastify/http-proxy',
    leavesOut:
      'keys, permissions, freshness, records, request ids at the upstream, metrics, checks of the path',
  });

/** `afterGc`: its memory without what is garbage. */
export type OurPeer = Peer & { folder: string; state(question?: { afterGc?: true }): Promise<GatewayState> };

type OurMeans = { name?: string; env?: NodeJS.ProcessEnv; flags?: readonly string[] };

/** `BENCH_NODE` gives node's flags to it, such as `--cpu-prof`. */
export async function startOurs(
  place: Place,
  http: 'node' | 'fast',
  { name = `ours, GATEWAY_HTTP=${http}`, env = {}, flags: own = [] }: OurMeans = {},
): Promise<OurPeer> {
  const folder = join(place.folder, name.replaceAll(/[^a-z0-9]/g, '-'));
  const { port } = await choosePorts({ port: 0 });
  const flags = [
    '--expose-gc',
    ...own,
    ...(process.env.BENCH_NODE ?? '').split(' ').filter(flag => flag !== ''),
  ];
  const settings = {
    ...{ DEPLOYMENT: 'development', GATEWAY_PORT: String(port), GATEWAY_ADMIN_PORT: '0', GATEWAY_HTTP: http },
    ...{ GATEWAY_NAME: name, GATEWAY_DATA: folder, MONGODB_URI: place.mongodbUri },
    ...place.settings,
    ...env,
  };
  const child = await Child.start(join(import.meta.dirname, 'gateway-process.ts'), [], settings, flags);
  const state = (question = {}) => child.ask<GatewayState>(question);
  return {
    name,
    leavesOut: env.BENCH_STORE === 'off' ? 'storing its records in MongoDB' : 'nothing',
    port: child.port,
    pid: child.pid,
    folder,
    state,
    // What was written down is stored now: that belongs to these calls too.
    async settled() {
      while ((await state()).state.pending > 0) await new Promise(resolve => setTimeout(resolve, 20));
    },
    stop: () => child.stop(),
  };
}

/** A parent with so many workers on one port. */
export async function startWorkers(place: Place, http: 'node' | 'fast', workers: number): Promise<Peer> {
  const name = `${workers} worker${workers === 1 ? '' : 's'}`;
  const { port, adminPort } = await choosePorts({ port: 0, adminPort: 0 });
  const child = await Child.start(join(import.meta.dirname, '../../gateway/main.ts'), [], {
    ...{ DEPLOYMENT: 'development', GATEWAY_PORT: String(port), GATEWAY_ADMIN_PORT: String(adminPort) },
    ...{
      GATEWAY_HTTP: http,
      GATEWAY_NAME: name,
      GATEWAY_WORKERS: String(workers),
      MONGODB_URI: place.mongodbUri,
    },
    ...{ GATEWAY_DATA: join(place.folder, `workers-${workers}`), ...place.settings },
  });
  async function pending(): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    return Number(/^ck_records_pending (\d+)/m.exec(text)?.[1]);
  }
  return {
    name,
    leavesOut: 'nothing',
    port,
    pid: child.pid,
    async settled() {
      while ((await pending()) > 0) await new Promise(resolve => setTimeout(resolve, 100));
    },
    stop: () => child.stop(),
  };
}

const nginxBinary = process.env.NGINX ?? '/usr/sbin/nginx';

/** Undefined where it is not installed. One worker, a map of keys and methods, keep-alive upstream, one log line a call. */
export async function startNginx(place: Place, keys: number): Promise<Peer | undefined> {
  const folder = join(place.folder, 'nginx');
  await mkdir(folder, { recursive: true });
  const { port } = await choosePorts({ port: 0 });
  await writeFile(join(folder, 'nginx.conf'), nginxConfiguration(place, folder, port, keys));
  const child = spawn(nginxBinary, ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  });
  const failed = new Promise<boolean>(resolve => child.once('error', () => resolve(true)));
  if (await Promise.race([failed, reachable(port).then(() => false)])) return undefined;
  return {
    name: 'nginx, maps',
    leavesOut: 'freshness (a key changes by a reload), records that survive, HMAC, metrics',
    port,
    pid: child.pid ?? 0,
    settled: done,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function reachable(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await new Promise<boolean>(resolve => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isThere) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function nginxConfiguration(
  { texts, upstreamPort }: Place,
  folder: string,
  port: number,
  keys: number,
): string {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const others = Array.from(
    { length: keys - texts.length },
    (_, i) => `ck_prod_${String(i).padStart(36, '0')}`,
  );
  const lines = [...texts, ...others].flatMap(text => methods.map(method => `"${text}:${method}" 1;`));
  return `
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
events { worker_connections 4096; }
http {
  log_format call '$request_id $msec $http_x_api_key $request_method $uri $status $bytes_sent $request_time $remote_addr "$http_user_agent"';
  access_log ${folder}/access.log call;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 100000000;
  map_hash_max_size 262144;
  map_hash_bucket_size 128;
  map "$http_x_api_key:$request_method" $allowed {
    default 0;
    ${lines.join('\n    ')}
  }
  upstream api { server 127.0.0.1:${upstreamPort}; keepalive 64; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    location /bench/ {
      if ($allowed = 0) { return 403; }
      proxy_pass http://api/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Api-Key "";
      proxy_set_header X-Request-Id $request_id;
      proxy_set_header X-Forwarded-For $remote_addr;
      add_header X-Request-Id $request_id;
    }
  }
}
`;
}
