import type { Actor } from '@ck/shared/accounts';
import { actorOf, ensureAccount, parseOwnerPolicy } from '@ck/shared/accounts';
import { createEndpoint, deployEndpoint, type Environment, environments } from '@ck/shared/endpoints';
import { createKey, getKey, type KeySecrets, revealKey } from '@ck/shared/keys';
import type { VersionedSecret } from '@ck/shared/process';
import type { UsedKey } from './callers.ts';
import type { Upstream } from './upstream.ts';

export type SceneSecrets = KeySecrets & { upstreamMaster: VersionedSecret };

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Campaign', version: '1' },
  paths: { '/x': { get: { responses: { 200: { description: 'ok' } } } } },
});

/** An endpoint and some keys, made new for each round, with the texts that partner apps would use. */
export class Scene {
  readonly owner: Actor;
  readonly slug: string;
  readonly endpointId: string;
  readonly secrets: SceneSecrets;
  readonly upstream: Upstream;
  readonly keyIds: string[] = [];
  readonly #texts = new Map<string, UsedKey[]>();

  private constructor(parts: Pick<Scene, 'owner' | 'slug' | 'endpointId' | 'secrets' | 'upstream'>) {
    this.owner = parts.owner;
    this.slug = parts.slug;
    this.endpointId = parts.endpointId;
    this.secrets = parts.secrets;
    this.upstream = parts.upstream;
  }

  static async make(slug: string, keys: number, secrets: SceneSecrets, upstream: Upstream): Promise<Scene> {
    const owner = actorOf(await ensureAccount('kim@harbor.example'), 'portal');
    const upstreams = { sandbox: upstream.address('a'), production: upstream.address('a') };
    const means = {
      upstreamMaster: secrets.upstreamMaster,
      allowLoopback: true,
      ownerPolicy: parseOwnerPolicy('@harbor.example'),
    };
    const made = await createEndpoint(owner, { name: 'Campaign', slug, document, upstreams }, means);
    await deployEndpoint(owner, { endpointId: made.id, expectedVersion: made.version });
    const scene = new Scene({ owner, slug, endpointId: made.id, secrets, upstream });
    for (let i = 0; i < keys; i++) await scene.addKey(`Partner ${i}`);
    return scene;
  }

  /** The texts in use, of each environment the newest and the one before. */
  keys = (): UsedKey[] => [...this.#texts.values()].flat();

  async addKey(name: string): Promise<string> {
    const key = await createKey(this.owner, { endpointId: this.endpointId, name }, this.secrets);
    for (const environment of environments) await this.useNewest(key.id, environment);
    this.keyIds.push(key.id);
    return key.id;
  }

  /** Partner apps begin to use the newest text; some go on with the one before. */
  async useNewest(keyId: string, environment: Environment): Promise<void> {
    const target = { keyId, environment, purpose: 'copy' } as const;
    for (;;) {
      const { generation } = (await getKey(this.owner, keyId))[environment];
      const { keyText: text } = await revealKey(this.owner, target, this.secrets);
      // Regenerated in between: then nobody knows whose text this is.
      if ((await getKey(this.owner, keyId))[environment].generation !== generation) continue;
      const place = `${keyId} ${environment}`;
      const before = (this.#texts.get(place) ?? []).filter(used => used.generation !== generation);
      this.#texts.set(place, [{ keyId, environment, generation, text }, ...before].slice(0, 2));
      return;
    }
  }
}
