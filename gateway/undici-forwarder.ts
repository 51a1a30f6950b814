import { isIP } from 'node:net';
import { guardedLookup, isForbiddenAddress } from '@ck/shared/endpoints';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { Fields, listOf } from './fields.ts';
import type { Forwarder, ForwarderMeans, Forwarding, UpstreamEvents, UpstreamRequest } from './forward.ts';
import { guardHeads } from './guard-heads.ts';
import { Upload } from './upload.ts';
import { failureOf, isRepeatable, isReset } from './upstream-failure.ts';

/** Calls sent through undici. */
export class UndiciForwarder implements Forwarder {
  readonly #agent: Agent;
  readonly #allowLoopback: boolean;
  readonly #mayWrite: () => boolean;
  /** While undici reacts to a socket's error. */
  #breaking = false;

  constructor({ allowLoopback, limits, mayWrite }: ForwarderMeans) {
    this.#allowLoopback = allowLoopback;
    this.#mayWrite = mayWrite;
    this.#agent = new Agent({
      connect: this.#connector(limits.upstreamConnectMs),
      connections: 256,
      headersTimeout: limits.upstreamHeadMs,
      bodyTimeout: limits.upstreamIdleMs,
      // Below the 5 s after which common servers close idle connections, so that none is met half-closed.
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 4_000,
    });
  }

  send(request: UpstreamRequest, events: UpstreamEvents): Forwarding {
    const host = request.place.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && isForbiddenAddress(host, { allowLoopback: this.#allowLoopback })) {
      queueMicrotask(() => events.onFailure('upstream_unreachable'));
      return { write: () => true, end() {}, resume() {}, cancel() {} };
    }
    const upload = request.body && new Upload(events);
    const repeats = isRepeatable(request.method, upload !== undefined) ? 1 : 0;
    const sent = this.#dispatch(request, upload, events, repeats);
    return {
      ...sent,
      write: piece => upload?.write(piece) ?? true,
      end: () => upload?.end(),
    };
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  /** A literal address needs no look-up; `send` checks it. HTTP/1.1 only, as the contract says. */
  #connector(timeout: number): buildConnector.connector {
    const lookup = guardedLookup({ allowLoopback: this.#allowLoopback });
    const connect = buildConnector({ lookup, timeout, allowH2: false });
    return (options, callback) =>
      connect(options, (...result) => {
        // Before undici listens: it takes a reset for the end of an answer that only closing delimits.
        if (result[1]) guardHeads(result[1], this.#mayWrite);
        result[1]?.on('error', () => {
          this.#breaking = true;
          queueMicrotask(() => {
            this.#breaking = false;
          });
        });
        callback(...result);
      });
  }

  #dispatch(
    request: UpstreamRequest,
    upload: Upload | undefined,
    events: UpstreamEvents,
    repeats: number,
  ): Pick<Forwarding, 'resume' | 'cancel'> {
    let controller: Dispatcher.DispatchController | undefined;
    let answered = false;
    let over = false;
    let again: Pick<Forwarding, 'resume' | 'cancel'> | undefined;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        if (over || !events.mayStart()) {
          over = true;
          started.abort(new Error('cancelled'));
        }
      },
      onResponseStart(started, status, headers) {
        if (status < 200 || over) return;
        answered = true;
        events.onHead({ status, fields: Fields.of(rawHeadersOf(started, headers)) });
      },
      onResponseData(started, piece) {
        if (!over && !events.onPiece(piece)) started.pause();
      },
      onResponseEnd: () => {
        if (over) return;
        over = true;
        if (this.#breaking) events.onBreak();
        else events.onEnd();
      },
      onResponseError: (_, error) => {
        if (over) return;
        over = true;
        if (answered) events.onBreak();
        else if (repeats > 0 && isReset(error)) again = this.#dispatch(request, upload, events, repeats - 1);
        else events.onFailure(failureOf(error, controller !== undefined));
      },
    };
    const { place, path, method, body } = request;
    const headers = listOf(request.lines);
    if (body?.length !== undefined) headers.push('Content-Length', String(body.length));
    const options: Dispatcher.DispatchOptions = { origin: place.origin, path, method, headers };
    // undici takes every async iterable, its types only some of them.
    this.#agent.dispatch(Object.assign(options, { body: upload ?? null }), handler);
    return {
      resume: () => (again === undefined ? controller?.resume() : again.resume()),
      cancel() {
        if (again !== undefined) return again.cancel();
        over = true;
        controller?.abort(new Error('the client went away'));
      },
    };
  }
}

function rawHeadersOf(controller: Dispatcher.DispatchController, headers: Record<string, unknown>): string[] {
  const raw: unknown = 'rawHeaders' in controller ? controller.rawHeaders : undefined;
  if (Array.isArray(raw))
    return raw.map(part => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)));
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap(one => [name, String(one)]),
  );
}
