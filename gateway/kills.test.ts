import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { database } from '@ck/shared/database';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GatewayProcess } from './testing/gateway-process.ts';

suiteDatabase();

/** `KILLS=20` is the campaign. */
const kills = Number(process.env.KILLS ?? 3);
const callers = 32;
const answersBetweenKills = 600;

/** Answers of every kind of ending: a length, a last chunk, no body at all; at once and a little later. */
class Upstream {
  readonly hits = new Map<string, number>();
  readonly #server = createServer((incoming, response) => {
    const id = String(incoming.headers['x-request-id']);
    this.hits.set(id, (this.hits.get(id) ?? 0) + 1);
    incoming.resume();
    incoming.once('end', () => {
      if (Math.random() < 0.3) setTimeout(() => answer(incoming, response), Math.random() * 30);
      else answer(incoming, response);
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function answer(incoming: IncomingMessage, response: ServerResponse): void {
  response.on('error', () => {});
  if (incoming.method === 'DELETE') response.writeHead(204).end();
  else if (incoming.method === 'POST') {
    response.write('one piece, ');
    setImmediate(() => response.end('and another'));
  } else response.writeHead(200, { 'Content-Length': 300 }).end('x'.repeat(300));
}

/** Partner apps that keep the ids of all answers which they have whole. */
class Callers {
  readonly whole = new Map<string, number>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: callers });
  #stopped = false;
  #loops: Promise<void>[];
  #waiting: { until: number; then: () => void } | undefined;

  constructor(address: string, path: string, key: string) {
    this.#loops = Array.from({ length: callers }, async () => {
      while (!this.#stopped) await this.#call(address, path, key);
    });
  }

  /** Resolves after so many more answers. */
  whenAnswered(count: number): Promise<void> {
    return new Promise(then => {
      this.#waiting = { until: this.whole.size + count, then };
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#loops);
    this.#agent.destroy();
  }

  async #call(address: string, path: string, key: string): Promise<void> {
    const method = ['GET', 'HEAD', 'POST', 'DELETE'][Math.floor(Math.random() * 4)];
    await new Promise<void>(resolve => {
      const sent = request(
        `${address}${path}`,
        { method, agent: this.#agent, headers: { 'X-Api-Key': key } },
        response => {
          response.resume();
          response.on('error', () => {});
          response.on('close', () => {
            const id = response.headers['x-request-id'];
            if (response.complete) this.whole.set(String(id), response.statusCode ?? 0);
            if (this.whole.size === this.#waiting?.until) this.#waiting.then();
            resolve();
          });
        },
      );
      // While nobody listens there is nothing to be counted; the next try is not made in the same breath.
      sent.on('error', () => setTimeout(resolve, 20));
      sent.end();
    });
  }
}

const upstream = new Upstream();
let folder: string;
let gateway: GatewayProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-kills-'));
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  upstream.stop();
  await rm(folder, { recursive: true });
});

test('a gateway that is killed at full load loses no call, doubles none, and invents none', {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner, { upstream: await upstream.start() });
  const { texts } = await aKey(owner, endpoint.id);
  gateway = await GatewayProcess.onFreePort(folder);
  await gateway.start();
  const apps = new Callers(gateway.address, `/${endpoint.slug}/x`, texts.sandbox);
  for (let i = 0; i < kills; i++) {
    await apps.whenAnswered(answersBetweenKills);
    await gateway.end('SIGKILL');
    await gateway.start();
  }
  await apps.stop();
  await gateway.end('SIGTERM');

  const calls = database().collection<{ _id: string; outcome: string; status: number }>('calls');
  const rows = new Map((await calls.find().toArray()).map(row => [row._id, row]));
  const unrecorded = [...apps.whole].filter(([id, status]) => rows.get(id)?.status !== status);
  const unrecordedHits = [...upstream.hits.keys()].filter(id => !rows.has(id));
  const invented = [...rows.values()].filter(
    ({ _id, outcome }) => outcome === 'ok' && !upstream.hits.has(_id),
  );
  const unknown = [...rows.values()].filter(({ outcome }) => outcome === 'unknown').length;
  if (process.env.KILLS !== undefined)
    console.info(
      `${kills} kills: ${apps.whole.size} whole answers, ${upstream.hits.size} calls at the upstream, ${rows.size} records, ${unknown} of them unknown`,
    );
  expect({ unrecorded, unrecordedHits, invented }).toEqual({
    unrecorded: [],
    unrecordedHits: [],
    invented: [],
  });
  expect(unknown).toBeLessThanOrEqual(callers * kills);
  expect([...upstream.hits.values()].every(count => count === 1)).toBe(true);
});
