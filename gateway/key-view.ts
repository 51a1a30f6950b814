import { type EndpointRoute, type Environment, environments } from '@ck/shared/endpoints';
import type { KeyAuthority } from '@ck/shared/keys';

/** What a digest stands for: a key in force, one that overlaps with its successor, or one that was replaced. */
export type KeyEntry = {
  digest: string;
  authority: KeyAuthority;
  environment: Environment;
  generation: number;
  replacedAt?: Date;
  /** Until then the replaced key still admits, by the database's clock. */
  validUntil?: Date;
};

/** How often anything was changed in this process. */
let changes = 0;

/** The maps themselves. A lower version never replaces a higher one. */
export class KeyView {
  /** Another one after each change. */
  state = ++changes;
  readonly #entries = new Map<string, KeyEntry>();
  readonly #digests = new Map<string, string[]>();
  readonly #versions = new Map<string, number>();
  readonly #routesById = new Map<string, EndpointRoute>();
  readonly #routesBySlug = new Map<string, EndpointRoute>();

  get keys(): number {
    return this.#digests.size;
  }

  entry(digest: string): KeyEntry | undefined {
    return this.#entries.get(digest);
  }

  routeBySlug(slug: string): EndpointRoute | undefined {
    return this.#routesBySlug.get(slug);
  }

  putKey(authority: KeyAuthority): void {
    const { keyId, version } = authority;
    this.state = ++changes;
    if (version < (this.#versions.get(keyId) ?? 0)) return;
    this.#versions.set(keyId, version);
    const known = (this.#digests.get(keyId) ?? []).flatMap(digest => this.#entries.get(digest) ?? []);
    this.forget(keyId);
    if (authority.deleted) return;
    // Its digests could not be read: those it had go on standing for it, and refuse.
    const entries =
      authority.refusing === true ? known.map(old => ({ ...old, authority })) : entriesOf(authority);
    for (const entry of entries) this.#entries.set(entry.digest, entry);
    this.#digests.set(
      keyId,
      entries.map(({ digest }) => digest),
    );
  }

  forget(keyId: string): void {
    this.state = ++changes;
    for (const digest of this.#digests.get(keyId) ?? []) this.#entries.delete(digest);
    this.#digests.delete(keyId);
  }

  putRoute(route: EndpointRoute): void {
    this.state = ++changes;
    const known = this.#routesById.get(route.id);
    if (known !== undefined && known.version > route.version) return;
    if (known !== undefined) this.#routesBySlug.delete(known.slug);
    this.#routesById.set(route.id, route);
    this.#routesBySlug.set(route.slug, route);
  }
}

function entriesOf(authority: KeyAuthority): KeyEntry[] {
  return environments.flatMap(environment => {
    const { current, previous } = authority[environment];
    const entries: KeyEntry[] = previous.map(old => ({ ...old, authority, environment }));
    if (current !== undefined) entries.push({ ...current, authority, environment });
    return entries;
  });
}
