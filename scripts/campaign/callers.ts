import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Environment } from '@ck/shared/endpoints';
import { now, pause } from './clock.ts';
import type { GatewayProcess } from './gateways.ts';
import type { Call } from './history.ts';

/** One key text that partner apps use, with what it is. */
export type UsedKey = { keyId: string; environment: Environment; generation: number; text: string };

export type Target = { slug: string; endpointId: string; keys: () => readonly UsedKey[] };

const everyMs = 8;
const answerLimitMs = 20_000;

/** Partner apps that call all gateways without end, and write down what they sent and got. */
export class Callers {
  readonly calls: Call[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];

  constructor(gateways: readonly GatewayProcess[], target: Target, perGateway: number) {
    this.#loops = gateways.flatMap(gateway =>
      Array.from({ length: perGateway }, () => this.#loop(gateway, target)),
    );
  }

  async end(): Promise<Call[]> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    this.#agent.destroy();
    return this.calls;
  }

  async #loop(gateway: GatewayProcess, target: Target): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const keys = target.keys();
      const key = keys[Math.floor(Math.random() * keys.length)];
      if (key !== undefined && gateway.inRotation)
        this.calls.push(await sendCall(this.#agent, gateway, target, key));
      await pause(everyMs * (0.5 + Math.random()));
    }
  }
}

/** One call, written down whatever becomes of it. */
export async function sendCall(
  agent: Agent,
  gateway: GatewayProcess,
  target: Target,
  key: UsedKey,
): Promise<Call> {
  const id = randomUUID();
  const method = Math.random() < 0.7 ? 'GET' : 'POST';
  const sentAt = now();
  const { status, code } = await new Promise<{ status: number; code: string }>(resolve => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: gateway.port, path: `/${target.slug}/x`, method, agent },
        headers: { 'X-Api-Key': key.text, 'X-Call-Id': id, 'Content-Length': method === 'POST' ? 2 : 0 },
        timeout: answerLimitMs,
      },
      response => {
        const pieces: Buffer[] = [];
        response.on('data', piece => pieces.push(piece));
        response.on('error', () => resolve({ status: 0, code: 'broken' }));
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          const code = text.startsWith('{') ? String(JSON.parse(text).code) : '';
          resolve({ status: response.statusCode ?? 0, code });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', error => resolve({ status: 0, code: 'code' in error ? String(error.code) : 'error' }));
    sent.end(method === 'POST' ? '{}' : undefined);
  });
  const { keyId, environment, generation } = key;
  const needed = method === 'POST' ? 'create' : 'read';
  const about = { id, gateway: gateway.name, keyId, endpointId: target.endpointId, environment, generation };
  return { ...about, needed, sentAt, answeredAt: now(), status, code };
}
