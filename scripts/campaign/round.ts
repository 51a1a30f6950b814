import { database, newId } from '@ck/shared/database';
import { appendChange } from '@ck/shared/fence';
import { getKey } from '@ck/shared/keys';
import { Callers, type UsedKey } from './callers.ts';
import { Changes } from './changes.ts';
import { now } from './clock.ts';
import type { Call } from './history.ts';
import { judge, type Violation } from './judge.ts';
import { Scene } from './scene.ts';
import { readTimelines } from './timelines.ts';
import type { World } from './world.ts';

export type RoundResult = {
  violations: Violation[];
  lostUpdates: string[];
  calls: number;
  hits: number;
  changes: number;
  /** Calls refused because a gateway could not prove that it was fresh. */
  notFresh: number;
  /** Calls without an answer. */
  broken: number;
  faults: unknown[];
  took: number[];
};

const callersPerGateway = 2;

/** One round of a fault: load on all gateways, changes by owners, and in the end the judge. */
export class Round {
  readonly world: World;
  readonly scene: Scene;
  readonly changes: Changes;
  readonly #callers: Callers;

  private constructor(world: World, scene: Scene) {
    this.world = world;
    this.scene = scene;
    this.changes = new Changes(scene);
    this.#callers = new Callers(world.gateways, scene, callersPerGateway);
  }

  static async begin(world: World, slug: string, keys = 3): Promise<Round> {
    const scene = await Scene.make(slug, keys, world.secrets, world.upstream);
    await world.upstream.take();
    return new Round(world, scene);
  }

  /** A key text in use, for calls of the fault's own. */
  keyFor(keyId: string, environment: UsedKey['environment']): UsedKey {
    const found = this.scene.keys().find(key => key.keyId === keyId && key.environment === environment);
    if (found === undefined) throw new Error('no such key');
    return found;
  }

  addCall(call: Call): void {
    this.#callers.calls.push(call);
  }

  /** A change whose process died has been carried through by now: from here on it must hold. */
  settledNow(change: string): void {
    this.changes.note(change, now());
  }

  /** What was before does not count any more: the database is another one. */
  forget(): void {
    this.#callers.calls.length = 0;
    this.changes.forget();
  }

  /** Appends changes that concern nobody, as many other owners would. */
  async appendMany(count: number): Promise<void> {
    const some = Array.from({ length: count }, () => newId());
    const append = async () => {
      for (let id = some.pop(); id !== undefined; id = some.pop())
        await appendChange(database(), { kind: 'key', id, change: id });
    };
    await Promise.all(Array.from({ length: 20 }, append));
  }

  /** Writes so many megabytes that the oplog rolls over. */
  async noise(megabytes: number): Promise<void> {
    const noise = database().collection<{ _id: number; text: string }>('noise');
    const text = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < megabytes; i++)
      await noise.replaceOne(
        { _id: i % 4 },
        { text: text + i },
        { upsert: true, writeConcern: { w: 'majority' } },
      );
  }

  /** Ends the load, heals everything, and judges. */
  async finish(): Promise<RoundResult> {
    const calls = await this.#callers.end();
    await this.world.heal();
    const hits = await this.world.upstream.take();
    const timelines = await readTimelines(this.scene.endpointId, this.changes.times);
    const codes = (code: string) => calls.filter(call => call.code === code).length;
    return {
      violations: judge({ calls, hits, ...timelines }),
      lostUpdates: await this.#lostUpdates(timelines.keys),
      calls: calls.length,
      hits: hits.length,
      changes: this.changes.took.length,
      notFresh: codes('gateway_not_fresh'),
      broken: calls.filter(call => call.status === 0).length,
      faults: this.changes.faults,
      took: this.changes.took,
    };
  }

  /** What the audit adds up to must be what the documents say, without a version missing. */
  async #lostUpdates(keys: Awaited<ReturnType<typeof readTimelines>>['keys']): Promise<string[]> {
    const lost: string[] = [];
    for (const [keyId, timeline] of keys) {
      const versions = timeline.ordered();
      versions.forEach(({ version }, index) => {
        if (version !== index + 1) lost.push(`${keyId}: version ${index + 1} is missing`);
      });
      const state = versions.at(-1)?.state;
      if (state === undefined || state.deleted) continue;
      const key = await getKey(this.scene.owner, keyId);
      for (const environment of ['sandbox', 'production'] as const) {
        const [told, stored] = [state[environment], key[environment]];
        const same =
          told.active === stored.active &&
          told.generation === stored.generation &&
          told.permissions.join() === stored.permissions.join();
        if (!same) lost.push(`${keyId} ${environment}: ${JSON.stringify(told)} is ${JSON.stringify(stored)}`);
      }
    }
    return lost;
  }

  /** For one that hangs: nobody calls any more, and nothing is judged. */
  abandon(): void {
    void this.#callers.end();
  }

  async pendingMarks(): Promise<number> {
    const marked = { endpointId: this.scene.endpointId, pendingFence: { $exists: true } };
    return await database().collection('collaborationKeys').countDocuments(marked);
  }
}
