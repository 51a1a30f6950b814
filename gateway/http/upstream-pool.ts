import type { Connections, Dispatch } from './dispatch.ts';
import type { Slabs } from './slabs.ts';
import type { Timed, TimerWheel } from './timer-wheel.ts';
import { UpstreamConnection, type UpstreamMeans } from './upstream-connection.ts';
import type { Place } from './upstream-place.ts';

export type PoolMeans = Pick<UpstreamMeans, 'wheel' | 'connectMs' | 'headMs' | 'idleMs'> & {
  place: Place;
  slabs: Slabs;
  mayWrite(): boolean;
  /** Nothing is open and nobody waits. */
  idle(pool: UpstreamPool): void;
};

/** Connections to one origin at once; more calls than these wait for one of them. */
const mostConnections = 256;

/** The connections to one origin: the one that was used last is used next, so that the others may go. */
export class UpstreamPool implements Connections {
  readonly #means: UpstreamMeans;
  readonly #pool: PoolMeans;
  readonly #open = new Set<UpstreamConnection>();
  readonly #kept: UpstreamConnection[] = [];
  readonly #waiting = new Map<Dispatch, Waiting>();
  #isClosed = false;

  constructor(pool: PoolMeans) {
    this.#pool = pool;
    this.#means = {
      ...pool,
      freed: connection => this.#freed(connection),
      gone: connection => this.#gone(connection),
    };
  }

  get slabs(): Slabs {
    return this.#pool.slabs;
  }

  mayWrite(): boolean {
    return this.#pool.mayWrite();
  }

  take(dispatch: Dispatch, fresh: boolean): void {
    const kept = fresh ? undefined : this.#takeKept();
    if (kept !== undefined) {
      if (!dispatch.start(kept)) this.#freed(kept);
    } else if (this.#open.size < mostConnections)
      this.#open.add(new UpstreamConnection(this.#means, dispatch));
    else this.#waiting.set(dispatch, new Waiting(dispatch, this.#pool, () => this.leave(dispatch)));
  }

  leave(dispatch: Dispatch): void {
    this.#waiting.get(dispatch)?.over();
    this.#waiting.delete(dispatch);
  }

  close(): void {
    this.#isClosed = true;
    for (const connection of [...this.#open]) connection.abandon();
  }

  #takeKept(): UpstreamConnection | undefined {
    for (let kept = this.#kept.pop(); kept !== undefined; kept = this.#kept.pop())
      if (kept.isUsable) return kept;
    return undefined;
  }

  #freed(connection: UpstreamConnection): void {
    if (this.#isClosed) return connection.abandon();
    for (const [dispatch] of this.#waiting) {
      this.leave(dispatch);
      if (dispatch.start(connection)) return;
    }
    this.#kept.push(connection);
  }

  #gone(connection: UpstreamConnection): void {
    this.#open.delete(connection);
    const at = this.#kept.indexOf(connection);
    if (at >= 0) this.#kept.splice(at, 1);
    const [next] = this.#waiting.keys();
    if (next !== undefined && !this.#isClosed) {
      this.leave(next);
      this.take(next, true);
    } else if (this.#open.size === 0) this.#pool.idle(this);
  }
}

/** A call without a connection: not for ever. */
class Waiting implements Timed {
  readonly deadline: number;
  due = 0;
  readonly #dispatch: Dispatch;
  readonly #wheel: TimerWheel;
  readonly #leave: () => void;

  constructor(dispatch: Dispatch, { wheel, connectMs }: PoolMeans, leave: () => void) {
    this.#dispatch = dispatch;
    this.#wheel = wheel;
    this.#leave = leave;
    this.deadline = performance.now() + connectMs;
    wheel.watch(this);
  }

  over(): void {
    this.#wheel.forget(this);
  }

  onDeadline(): void {
    this.#leave();
    this.#dispatch.notServed();
  }
}
