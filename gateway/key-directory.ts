import { watchAuthority } from '@ck/shared/database';
import { type EndpointRoute, type Environment, environments, loadEndpointRoutes } from '@ck/shared/endpoints';
import { digestKeyText, type KeyAuthority, loadKeyAuthorities } from '@ck/shared/keys';
import type { Logger, VersionedSecret } from '@ck/shared/process';

/** What a digest stands for: a key in force, or one that was regenerated away. */
export type KeyEntry = {
  authority: KeyAuthority;
  environment: Environment;
  generation: number;
  replacedAt?: Date;
};

const firstRetryMs = 100;
const lastRetryMs = 5_000;

/** A gateway's view of all keys and endpoints, in memory, kept current by a change stream. */
export class KeyDirectory {
  readonly #means: { pepper: VersionedSecret; upstreamMaster: VersionedSecret; log: Logger };
  readonly #entries = new Map<string, KeyEntry>();
  readonly #digests = new Map<string, string[]>();
  readonly #versions = new Map<string, number>();
  readonly #routesById = new Map<string, EndpointRoute>();
  readonly #routesBySlug = new Map<string, EndpointRoute>();
  readonly #listeners = new Set<() => void>();
  #watch: { close(): Promise<void> } | undefined;
  #queue: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #loaded = false;
  #closed = false;

  constructor(means: { pepper: VersionedSecret; upstreamMaster: VersionedSecret; log: Logger }) {
    this.#means = means;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get size(): number {
    return this.#digests.size;
  }

  /** The entry of a key text under any pepper in use. */
  find(keyText: string): KeyEntry | undefined {
    for (const digest of digestKeyText(this.#means.pepper, keyText)) {
      const entry = this.#entries.get(digest);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  routeBySlug(slug: string): EndpointRoute | undefined {
    return this.#routesBySlug.get(slug);
  }

  /** Called after each change that was applied; gives back how to stop. */
  onApplied(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Watches first and loads then, so that no change falls between. */
  async open(): Promise<void> {
    const watch = watchAuthority(
      change => this.#enqueue(() => this.#reload(change.kind, [change.id])),
      error => this.#reopen(error, firstRetryMs),
    );
    this.#watch = watch;
    await watch.ready;
    await this.#enqueue(async () => {
      await this.#reload('endpoint');
      await this.#reload('key');
      this.#loaded = true;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#watch?.close();
    await this.#queue.catch(() => {});
  }

  /** One read at a time, in the order of the hints, so that a slow read never undoes a later one. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(error => this.#reopen(error, firstRetryMs));
    return done;
  }

  /** What is in memory goes on being served while the stream is away; the fence bounds that in its own issue. */
  #reopen(error: unknown, delayMs: number): void {
    if (this.#closed || this.#retry !== undefined) return;
    this.#means.log.warn({ err: error, delayMs }, 'the watch on keys broke; loading all again');
    const watch = this.#watch;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#queue = Promise.resolve();
      Promise.resolve(watch?.close())
        .then(() => this.open())
        .catch(next => this.#reopen(next, Math.min(delayMs * 2, lastRetryMs)));
    }, delayMs);
  }

  async #reload(kind: 'key' | 'endpoint', ids?: string[]): Promise<void> {
    if (this.#closed) return;
    if (kind === 'key') {
      const authorities = await loadKeyAuthorities(ids);
      for (const authority of authorities) this.#applyKey(authority);
      const read = new Set(authorities.map(({ keyId }) => keyId));
      // Tombstones are read as well: what is asked for and not there was taken out of the database itself.
      for (const keyId of ids ?? [...this.#digests.keys()]) if (!read.has(keyId)) this.#forget(keyId);
    } else await this.#reloadRoutes(ids);
    for (const listener of this.#listeners) listener();
  }

  #applyKey(authority: KeyAuthority): void {
    const { keyId, version } = authority;
    if (version < (this.#versions.get(keyId) ?? 0)) return;
    this.#versions.set(keyId, version);
    this.#forget(keyId);
    if (authority.deleted) return;
    const digests: string[] = [];
    const put = (digest: string, entry: KeyEntry) => {
      this.#entries.set(digest, entry);
      digests.push(digest);
    };
    for (const environment of environments) {
      const { current, previous } = authority[environment];
      for (const { digest, generation, replacedAt } of previous) {
        put(digest, { authority, environment, generation, replacedAt });
      }
      if (current !== undefined)
        put(current.digest, { authority, environment, generation: current.generation });
    }
    this.#digests.set(keyId, digests);
  }

  #forget(keyId: string): void {
    for (const digest of this.#digests.get(keyId) ?? []) this.#entries.delete(digest);
    this.#digests.delete(keyId);
  }

  async #reloadRoutes(ids?: string[]): Promise<void> {
    const { upstreamMaster, log } = this.#means;
    const onFault = (endpointId: string, error: unknown) => {
      log.error({ err: error, endpointId }, 'unreadable route: its calls are refused');
      const known = this.#routesById.get(endpointId);
      if (known === undefined) return;
      const { id, slug, version, allowedOrigins } = known;
      this.#putRoute({ id, slug, version, allowedOrigins });
    };
    for (const route of await loadEndpointRoutes({ upstreamMaster, onFault }, ids)) {
      const known = this.#routesById.get(route.id);
      if (known !== undefined && known.version > route.version) continue;
      if (known !== undefined) this.#routesBySlug.delete(known.slug);
      this.#putRoute(route);
    }
  }

  #putRoute(route: EndpointRoute): void {
    this.#routesById.set(route.id, route);
    this.#routesBySlug.set(route.slug, route);
  }
}
