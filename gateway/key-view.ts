import type { EndpointRoute, Environment } from '@ck/shared/endpoints';
import { allowsNothing, type KeyAuthority } from '@ck/shared/keys';
import { digestsOf, entryOf, type KeyEntry } from './key-entry.ts';

/** How often anything was changed in this process. */
let changes = 0;

/** The maps themselves. A lower version never replaces a higher one. */
export class KeyView {
  /** Another one after each change. */
  state = ++changes;
  readonly #byDigest = new Map<string, KeyAuthority>();
  /** Those that were deleted too: no lower version brings them back. */
  readonly #byId = new Map<string, KeyAuthority>();
  readonly #routesById = new Map<string, EndpointRoute>();
  readonly #routesBySlug = new Map<string, EndpointRoute>();
  #keys = 0;

  get keys(): number {
    return this.#keys;
  }

  entry(digest: string): KeyEntry | undefined {
    const authority = this.#byDigest.get(digest);
    return authority === undefined ? undefined : entryOf(authority, digest);
  }

  routeBySlug(slug: string): EndpointRoute | undefined {
    return this.#routesBySlug.get(slug);
  }

  putKey(read: KeyAuthority): void {
    this.state = ++changes;
    const known = this.#byId.get(read.keyId);
    if (known !== undefined && read.version < known.version) return;
    if (read.deleted) this.#replace(known, withoutDigests(read));
    else this.#replace(known, known !== undefined && read.refusing === true ? refusingAs(known, read) : read);
  }

  forget(keyId: string): void {
    this.state = ++changes;
    const known = this.#byId.get(keyId);
    if (known !== undefined) this.#replace(known, withoutDigests(known));
  }

  #replace(known: KeyAuthority | undefined, authority: KeyAuthority): void {
    if (known !== undefined) for (const digest of digestsOf(known)) this.#byDigest.delete(digest);
    for (const digest of digestsOf(authority)) this.#byDigest.set(digest, authority);
    this.#byId.set(authority.keyId, authority);
    this.#keys += living(authority) - living(known);
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

const living = (authority: KeyAuthority | undefined) =>
  authority === undefined || authority.deleted ? 0 : 1;

/** What is left of a key that is gone: its version. */
function withoutDigests({ keyId, endpointId, version }: KeyAuthority): KeyAuthority {
  const none = { digests: {}, sandbox: allowsNothing, production: allowsNothing };
  return { keyId, endpointId, version, deleted: true, ...none };
}

/** Its digests could not be read: those it had go on standing for it, and refuse. */
function refusingAs(known: KeyAuthority, read: KeyAuthority): KeyAuthority {
  const state = (environment: Environment) => {
    const { generation, previous } = known[environment];
    return { ...read[environment], generation, previous };
  };
  const version = Number.isNaN(read.version) ? known.version : read.version;
  return {
    ...read,
    version,
    digests: known.digests,
    sandbox: state('sandbox'),
    production: state('production'),
  };
}
