import { type Environment, environments, requireOwnedEndpoint, saveUpstream } from '@ck/shared/endpoints';
import { isDomainError } from '@ck/shared/errors';
import type { Fenced, FenceOutcome } from '@ck/shared/fence';
import {
  deleteKey,
  endKeyOverlap,
  getKey,
  type KeyView,
  regenerateKey,
  savePermissions,
  switchKey,
} from '@ck/shared/keys';
import type { Permission } from '@ck/shared/permissions';
import { now } from './clock.ts';
import type { Scene } from './scene.ts';
import type { ChangeTimes } from './timelines.ts';

type Kind = 'switch' | 'permissions' | 'regenerate' | 'overlap' | 'end_overlap' | 'delete' | 'upstream';

/** Owners who change things, and write down when they asked and when it returned. */
export class Changes {
  readonly #scene: Scene;
  readonly #times = new Map<string, { calledAt: number; returnedAt: number }>();
  /** Milliseconds that changes took which returned `held`. */
  readonly took: number[] = [];
  readonly faults: unknown[] = [];
  #added = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  get times(): ChangeTimes {
    return this.#times;
  }

  /** Runs one change and notes it; what the domain refuses is no fault. */
  async run<View>(change: () => Promise<Fenced<View>>): Promise<Fenced<View> | undefined> {
    const calledAt = now();
    try {
      const result = await change();
      const returnedAt = now();
      this.#note(result.fence, calledAt, returnedAt);
      return result;
    } catch (error) {
      if (!isDomainError(error)) this.faults.push(error);
      return undefined;
    }
  }

  async switch(keyId: string, environment: Environment, active: boolean) {
    return await this.run(() => switchKey(this.#scene.owner, { keyId, environment, active }));
  }

  /** Any change on any key. */
  async any(kinds: readonly Kind[]): Promise<void> {
    const keyId = pick(this.#scene.keyIds);
    const environment = pick(environments);
    const { owner, secrets } = this.#scene;
    const target = { keyId, environment };
    const ways: Record<Kind, () => Promise<unknown>> = {
      switch: () => this.switch(keyId, environment, Math.random() < 0.5),
      permissions: () => this.#permissions(keyId, environment),
      regenerate: () =>
        this.#regenerated(
          this.run(() => regenerateKey(owner, target, secrets)),
          environment,
        ),
      overlap: () =>
        this.#regenerated(
          this.run(() => regenerateKey(owner, { ...target, keep: '1h' }, secrets)),
          environment,
        ),
      end_overlap: () => this.run(() => endKeyOverlap(owner, target)),
      delete: () => this.#replaceKey(keyId),
      upstream: () => this.#moveUpstream(environment),
    };
    await ways[pick(kinds)]();
  }

  async #permissions(keyId: string, environment: Environment): Promise<void> {
    const { owner } = this.#scene;
    const permissions = (['create', 'read'] as Permission[]).filter(() => Math.random() < 0.6);
    const key = await getKey(owner, keyId).catch(() => undefined);
    if (key === undefined) return;
    const form = { keyId, environment, permissions, expectedVersion: key.version };
    await this.run(() => savePermissions(owner, form));
  }

  async #regenerated(change: Promise<Fenced<KeyView> | undefined>, environment: Environment): Promise<void> {
    const key = await change;
    // Somebody may have regenerated or deleted it again by now; then partner apps use that one later.
    if (key !== undefined) await this.#scene.useNewest(key.id, environment).catch(() => {});
  }

  async #replaceKey(keyId: string): Promise<void> {
    const at = this.#scene.keyIds.indexOf(keyId);
    if (at < 0 || this.#scene.keyIds.length < 2) return;
    this.#scene.keyIds.splice(at, 1);
    await this.run(() => deleteKey(this.#scene.owner, { keyId }));
    this.#added += 1;
    await this.#scene.addKey(`Added ${this.#added} ${keyId.slice(-4)}`);
  }

  async #moveUpstream(environment: Environment): Promise<void> {
    const { owner, endpointId, secrets, upstream } = this.#scene;
    const { version } = await requireOwnedEndpoint(owner, endpointId);
    const url = upstream.address(pick(['a', 'b']));
    const means = { upstreamMaster: secrets.upstreamMaster, allowLoopback: true };
    await this.run(() =>
      saveUpstream(owner, { endpointId, environment, url, expectedVersion: version }, means),
    );
  }

  /** A change of somebody else's that holds from now on. It was asked for at some time before. */
  note(change: string, returnedAt: number): void {
    this.#times.set(change, { calledAt: 0, returnedAt });
  }

  forget(): void {
    this.#times.clear();
  }

  #note(fence: FenceOutcome, calledAt: number, returnedAt: number): void {
    const held = fence.kind === 'held';
    if (held) this.took.push(returnedAt - calledAt);
    this.#times.set(fence.change, { calledAt, returnedAt: held ? returnedAt : Number.POSITIVE_INFINITY });
  }
}

export function pick<Thing>(things: readonly Thing[]): Thing {
  const thing = things[Math.floor(Math.random() * things.length)];
  if (thing === undefined) throw new Error('nothing to pick from');
  return thing;
}
