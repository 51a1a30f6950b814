import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connectDatabase, database, disconnectDatabase } from '@ck/shared/database';
import { defaultTiming, type FenceTiming, settleChanges } from '@ck/shared/fence';
import { versionedSecret } from '@ck/shared/process';
import { findMongod } from '../mongod/find-mongod.ts';
import { root } from '../start/settings.ts';
import { endsWithin, until } from './clock.ts';
import { DatabaseProxy } from './database-proxy.ts';
import { GatewayProcess } from './gateways.ts';
import type { MutantName } from './mutants.ts';
import { ReplicaSet } from './replica-set.ts';
import type { SceneSecrets } from './scene.ts';
import { Upstream } from './upstream.ts';

const gatewayCount = 4;

/** Where no node fails, everything can go five times as fast. */
export const scaledTiming: FenceTiming = { leaseMs: 2_000, heartbeatMs: 200, guardMs: 100 };

const farewellMs = 10_000;

/** `direct`: members follow the replica set through a failover. `proxied`: each has its own way, which can be cut. */
export type Ways = 'direct' | 'proxied';

/** A replica set, an upstream and gateways, as one fault needs them. */
export class World {
  readonly set: ReplicaSet;
  readonly upstream: Upstream;
  readonly secrets: SceneSecrets;
  readonly #settings: Record<string, string>;
  #primaryPort = 0;
  gateways: GatewayProcess[] = [];
  timing: FenceTiming = scaledTiming;

  private constructor(set: ReplicaSet, upstream: Upstream) {
    const secret = () => `1:${randomBytes(32).toString('base64url')}`;
    this.set = set;
    this.upstream = upstream;
    this.#settings = { PEPPER: secret(), UPSTREAM_MASTER: secret(), CONSOLE_SECRET: secret() };
    this.secrets = {
      pepper: versionedSecret.parse(this.#settings.PEPPER),
      master: versionedSecret.parse(secret()),
      upstreamMaster: versionedSecret.parse(this.#settings.UPSTREAM_MASTER),
    };
  }

  static async start(): Promise<World> {
    const set = await ReplicaSet.start(await findMongod(`${root}/.data`));
    const world = new World(set, await Upstream.start());
    await connectDatabase(set.uri);
    return world;
  }

  get settings(): Record<string, string> {
    return this.#settings;
  }

  async startGateways(ways: Ways, mutant?: MutantName): Promise<void> {
    await this.stopGateways();
    this.timing = ways === 'direct' ? defaultTiming : scaledTiming;
    await this.findPrimary();
    const numbers = Array.from({ length: gatewayCount }, (_, index) => index + 1);
    this.gateways = await Promise.all(numbers.map(number => this.#startGateway(number, ways, mutant)));
  }

  /** Proxied ways lead to the node that takes writes. */
  async findPrimary(): Promise<void> {
    await this.set.healthy();
    this.#primaryPort = (await this.set.primary()).port;
  }

  async stopGateways(): Promise<void> {
    const gateways = this.gateways.splice(0);
    await Promise.all(gateways.map(gateway => gateway.end('SIGTERM')));
    await Promise.all(gateways.map(gateway => gateway.proxy?.close()));
  }

  /** Everything back to where a round begins. */
  async heal(): Promise<void> {
    for (const gateway of this.gateways) {
      gateway.signal('SIGCONT');
      gateway.proxy?.heal();
      gateway.order({ do: 'heal' });
    }
    await this.set.healthy();
    await Promise.all(this.gateways.map(gateway => gateway.ready()));
    await until('nothing is pending', async () => {
      const marked = { pendingFence: { $exists: true } };
      return (await database().collection('collaborationKeys').countDocuments(marked)) === 0;
    });
  }

  /** Ends everything, in whatever state it is. */
  async stop(): Promise<void> {
    await this.stopGateways();
    await endsWithin(
      farewellMs,
      settleChanges().catch(() => {}),
    );
    await endsWithin(
      farewellMs,
      disconnectDatabase().catch(() => {}),
    );
    this.upstream.stop();
    await this.set.stop();
  }

  async #startGateway(number: number, ways: Ways, mutant: MutantName | undefined): Promise<GatewayProcess> {
    const proxy = ways === 'proxied' ? await DatabaseProxy.open(() => this.#primaryPort) : undefined;
    const means = {
      name: `gateway-${number}`,
      uri: proxy?.uri ?? this.set.uri,
      directUri: this.set.uri,
      timing: this.timing,
      secrets: this.#settings,
      folder: join(this.set.folder, `gateway-${number}`),
      ...(mutant !== undefined && { mutant }),
    };
    return await GatewayProcess.start(means, proxy);
  }
}
