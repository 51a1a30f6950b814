import { isIP } from 'node:net';
import { guardedLookup, isForbiddenAddress } from '@ck/shared/endpoints';
import { buildConnector } from 'undici';
import type {
  Forwarder,
  ForwarderMeans,
  Forwarding,
  UpstreamEvents,
  UpstreamPlace,
  UpstreamRequest,
} from '../forward.ts';
import { Dispatch } from './dispatch.ts';
import { Slabs } from './slabs.ts';
import { TimerWheel } from './timer-wheel.ts';
import type { Place } from './upstream-place.ts';
import { UpstreamPool } from './upstream-pool.ts';

const nothing: Forwarding = { write: () => true, end() {}, resume() {}, cancel() {} };

/** Calls sent over connections of our own. */
export class FastForwarder implements Forwarder {
  readonly #means: ForwarderMeans;
  readonly #pools = new Map<string, UpstreamPool>();
  readonly #wheel = new TimerWheel();
  readonly #slabs = new Slabs();
  readonly #lookup: ReturnType<typeof guardedLookup>;
  readonly #connectTls: ReturnType<typeof buildConnector>;

  constructor(means: ForwarderMeans) {
    this.#means = means;
    const { allowLoopback, limits } = means;
    this.#lookup = guardedLookup({ allowLoopback });
    // The certificates and sessions of TLS are undici's to care for, on both layers.
    this.#connectTls = buildConnector({
      lookup: this.#lookup,
      timeout: limits.upstreamConnectMs,
      allowH2: false,
    });
  }

  send(request: UpstreamRequest, events: UpstreamEvents): Forwarding {
    const pool = this.#poolOf(request.place);
    if (pool === undefined) {
      queueMicrotask(() => events.onFailure('upstream_unreachable'));
      return nothing;
    }
    const dispatch = new Dispatch(pool, request, events);
    dispatch.begin();
    return dispatch;
  }

  async close(): Promise<void> {
    for (const pool of [...this.#pools.values()]) pool.close();
    this.#wheel.close();
  }

  /** Undefined for an address that must not be called. A name is looked at when it is looked up. */
  #poolOf({ origin, hostname, host }: UpstreamPlace): UpstreamPool | undefined {
    const known = this.#pools.get(origin);
    if (known !== undefined) return known;
    const { allowLoopback, limits, mayWrite } = this.#means;
    const bare = hostname.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0 && isForbiddenAddress(bare, { allowLoopback })) return undefined;
    const pool = new UpstreamPool({
      place: this.#placeOf(origin, bare, host),
      wheel: this.#wheel,
      slabs: this.#slabs,
      mayWrite,
      connectMs: limits.upstreamConnectMs,
      headMs: limits.upstreamHeadMs,
      idleMs: limits.upstreamIdleMs,
      idle: () => void this.#pools.delete(origin),
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  #placeOf(origin: string, hostname: string, host: string): Place {
    const url = new URL(origin);
    const isTls = url.protocol === 'https:';
    const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
    const place = { host, hostname, port, lookup: this.#lookup };
    if (!isTls) return place;
    const options = { hostname: url.hostname, host, protocol: url.protocol, port: String(port) };
    return {
      ...place,
      connectTls: then => this.#connectTls(options, (...[error, socket]) => then(error, socket)),
    };
  }
}
