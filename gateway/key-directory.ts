import { type EndpointRoute, loadEndpointRoutes } from '@ck/shared/endpoints';
import type { EntityRef, MemberEntities, MemberLink } from '@ck/shared/fence';
import { digestKeyText, type KeyAuthority, loadKeyAuthorities } from '@ck/shared/keys';
import type { Logger, VersionedSecret } from '@ck/shared/process';
import type { KeyEntry } from './key-entry.ts';
import { KeyView } from './key-view.ts';
import { RecentKeys } from './recent-keys.ts';

type Means = {
  pepper: VersionedSecret;
  upstreamMaster: VersionedSecret;
  log: Logger;
  /** Told each route that was read, before it is in force. */
  onRoute?(route: EndpointRoute): void;
};

/** A gateway's view of all keys and endpoints, in memory. The fence says when it is read and whether it is current. */
export class KeyDirectory implements MemberEntities {
  readonly #means: Means;
  readonly #reviewed: (refs: readonly EntityRef[]) => void;
  readonly #recent = new RecentKeys();
  #view = new KeyView();
  #unreadable = 0;

  /** @param reviewed called after a change is in memory and before it is acknowledged (G5) */
  constructor(means: Means, reviewed: (refs: readonly EntityRef[]) => void = () => {}) {
    this.#means = means;
    this.#reviewed = reviewed;
  }

  get size(): number {
    return this.#view.keys;
  }

  /** Entities that were read and could not be understood: their calls are refused. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Another one after each change of what is in memory: while it is the same, nothing can be decided otherwise. */
  get state(): number {
    return this.#view.state;
  }

  /** The entry of a key text under any pepper in use. */
  find(keyText: string): KeyEntry | undefined {
    const { state } = this.#view;
    const known = this.#recent.get(keyText);
    if (known !== undefined && known.state === state) return known.entry;
    const digests = known?.digests ?? digestKeyText(this.#means.pepper, keyText);
    const entry = this.#entryOf(digests);
    if (known !== undefined) {
      known.entry = entry;
      known.state = state;
    } else if (entry !== undefined) this.#recent.put(keyText, { digests, entry, state });
    return entry;
  }

  /** Whether this text was found a moment ago: then it has the form and the checksum of a key. */
  hasFound(keyText: string): boolean {
    return this.#recent.get(keyText) !== undefined;
  }

  #entryOf(digests: readonly string[]): KeyEntry | undefined {
    for (const digest of digests) {
      const entry = this.#view.entry(digest);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /** What this entry's digest stands for now. */
  again(entry: KeyEntry): KeyEntry | undefined {
    return this.#view.entry(entry.digest);
  }

  routeBySlug(slug: string): EndpointRoute | undefined {
    return this.#view.routeBySlug(slug);
  }

  /** Replaces everything at once: until it is complete the older view stays. */
  async load(link: MemberLink): Promise<void> {
    const view = new KeyView();
    for await (const route of loadEndpointRoutes(link, this.#routeMeans())) this.#put(view, route);
    for await (const some of loadKeyAuthorities(link))
      for (const authority of some) view.putKey(this.#checked(authority));
    this.#view = view;
  }

  async refresh(link: MemberLink, refs: readonly EntityRef[]): Promise<void> {
    const ids = (kind: EntityRef['kind']) => refs.filter(ref => ref.kind === kind).map(ref => ref.id);
    const [keys, endpoints] = [ids('key'), ids('endpoint')];
    if (endpoints.length > 0)
      for await (const route of loadEndpointRoutes(link, this.#routeMeans(), endpoints))
        this.#put(this.#view, route);
    if (keys.length > 0) {
      const read = new Set<string>();
      for await (const some of loadKeyAuthorities(link, keys))
        for (const authority of some) {
          read.add(authority.keyId);
          this.#view.putKey(this.#checked(authority));
        }
      // Tombstones are read as well: what is asked for and not there was taken out of the database itself.
      for (const keyId of keys) if (!read.has(keyId)) this.#view.forget(keyId);
    }
    if (refs.length > 0) this.#reviewed(refs);
  }

  #put(view: KeyView, route: EndpointRoute): void {
    this.#means.onRoute?.(route);
    view.putRoute(route);
  }

  #routeMeans() {
    const { upstreamMaster, log } = this.#means;
    const onFault = (endpointId: string, error: unknown) => {
      this.#unreadable += 1;
      log.error({ err: error, endpointId }, 'unreadable endpoint: its calls are refused');
    };
    return { upstreamMaster, onFault };
  }

  #checked(authority: KeyAuthority): KeyAuthority {
    if (authority.refusing === true) {
      this.#unreadable += 1;
      this.#means.log.error({ keyId: authority.keyId }, 'unreadable key: its calls are refused');
    }
    return authority;
  }
}
