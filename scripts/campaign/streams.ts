import { request } from 'node:http';
import type { Target, UsedKey } from './callers.ts';
import { must } from './faults/fault.ts';
import type { GatewayProcess } from './gateways.ts';

/** How long after a change returned a piece that the upstream sent before may still be on its way. */
const underwayMs = 250;

/** Event streams that partner apps read; each piece says when the upstream sent it. */
export class OpenStreams {
  readonly #newest = new Map<number, number>();

  heard(stream: number, sentAt: number): void {
    this.#newest.set(stream, sentAt);
  }

  /** No stream may carry anything that the upstream sent after the change had returned. */
  mustBeSilentSince(returned: number): void {
    for (const sentAt of this.#newest.values())
      must(
        sentAt <= returned + underwayMs,
        `a stream went on ${Math.round(sentAt - returned)} ms after the return`,
      );
  }
}

/** Opens `each` streams on every gateway, and waits until all of them speak. */
export async function openStreams(
  gateways: readonly GatewayProcess[],
  { slug }: Target,
  key: UsedKey,
  each: number,
): Promise<OpenStreams> {
  const streams = new OpenStreams();
  const opened = gateways.flatMap((gateway, index) =>
    Array.from({ length: each }, (_, i) =>
      open(gateway, slug, key, at => streams.heard(index * each + i, at)),
    ),
  );
  await Promise.all(opened);
  return streams;
}

async function open(
  gateway: GatewayProcess,
  slug: string,
  key: UsedKey,
  heard: (at: number) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: gateway.port, path: `/${slug}/stream`, agent: false },
        headers: { 'X-Api-Key': key.text },
      },
      response => {
        const { statusCode = 0 } = response;
        if (statusCode !== 200) reject(new Error(`a stream was answered with ${statusCode}`));
        response.on('error', () => {});
        response.on('data', piece => {
          for (const [, at] of String(piece).matchAll(/data: ([\d.]+)\n/g)) heard(Number(at));
          resolve();
        });
      },
    );
    sent.on('error', reject);
    sent.end();
    setTimeout(() => sent.destroy(), 20_000).unref();
  });
}
