import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Long, MongoClient, Timestamp } from 'mongodb';
import { choosePorts } from '../start/ports.ts';
import { until } from './clock.ts';
import { MongodNode } from './mongod-node.ts';

const electionMs = 2_000;
/** MongoDB's own is 2 s, as long as the election waits: who follows whom would be noticed as late. */
const heartbeatMs = 500;

/** Three nodes on this machine, electing within about two seconds. */
export class ReplicaSet {
  readonly nodes: readonly MongodNode[];
  /** For whatever belongs to this set; it goes with it. */
  readonly folder: string;

  private constructor(nodes: readonly MongodNode[], folder: string) {
    this.nodes = nodes;
    this.folder = folder;
  }

  static async start(binary: string): Promise<ReplicaSet> {
    const folder = await mkdtemp(join(tmpdir(), 'ck-campaign-'));
    const ports = Object.values(await choosePorts({ a: 27_317, b: 27_317, c: 27_317 }));
    const nodes = ports.map((port, index) => new MongodNode(binary, join(folder, `node-${index}`), port));
    const set = new ReplicaSet(nodes, folder);
    await Promise.all(nodes.map(node => node.start()));
    await set.#initiate().catch(async error => {
      await set.stop();
      throw error;
    });
    return set;
  }

  get uri(): string {
    const hosts = this.nodes.map(({ host }) => host).join(',');
    return `mongodb://${hosts}/campaign?replicaSet=campaign`;
  }

  async primary(): Promise<MongodNode> {
    const found = await this.#primary();
    if (found === undefined) throw new Error('no primary');
    return found;
  }

  /**
   * Waits until one node takes writes and all follow it: they have what it has now. A node that was killed says that it
   * is a secondary before it finds that it has to roll back; to kill another meanwhile would leave no majority.
   */
  async healthy(): Promise<void> {
    let goal: OpTime | undefined;
    await until(
      'a primary with two secondaries that follow it',
      async () => {
        const states = await Promise.all(this.nodes.map(node => stateOf(node)));
        const [primary, ...others] = states.toSorted(
          (one, other) => Number(one?.state) - Number(other?.state),
        );
        if (primary?.state !== 1 || others.some(each => each?.state !== 2)) {
          goal = undefined;
          return false;
        }
        goal ??= primary.applied;
        return others.every(each => each !== undefined && isAtLeast(each.applied, goal));
      },
      60_000,
    ).catch(async (error: Error) => {
      const words = await Promise.all(
        this.nodes.map(async node => [(await stateOf(node))?.state, await node.lastWords()]),
      );
      throw new Error(
        `${error.message}\n${words.map(([state, said]) => `state ${state}: ${said}`).join('\n')}`,
      );
    });
  }

  /** Ends all, copies their files, and starts them again. */
  async snapshot(): Promise<string> {
    const folder = await mkdtemp(join(this.folder, 'snapshot-'));
    await this.#whileDown(node => node.copyTo(join(folder, String(node.port))));
    return folder;
  }

  /** Puts the files of an older day back. */
  async restore(folder: string): Promise<void> {
    await this.#whileDown(node => node.restoreFrom(join(folder, String(node.port))));
    await rm(folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(node => node.end('SIGKILL')));
    await rm(this.folder, { recursive: true, force: true });
  }

  async #whileDown(work: (node: MongodNode) => Promise<void>): Promise<void> {
    await Promise.all(this.nodes.map(node => node.end('SIGTERM')));
    await Promise.all(this.nodes.map(work));
    await Promise.all(this.nodes.map(node => node.start()));
    await this.healthy();
  }

  async #primary(): Promise<MongodNode | undefined> {
    for (const node of this.nodes) if ((await stateOf(node))?.state === 1) return node;
    return undefined;
  }

  async #initiate(): Promise<void> {
    const members = this.nodes.map(({ host }, _id) => ({ _id, host }));
    const settings = { electionTimeoutMillis: electionMs, heartbeatIntervalMillis: heartbeatMs };
    const [first] = this.nodes;
    if (first === undefined) throw new Error('no nodes');
    const answers = async () =>
      (await Promise.all(this.nodes.map(stateOf))).every(state => state !== undefined);
    await until('every mongod answers', answers, 60_000);
    const client = new MongoClient(`mongodb://${first.host}/?directConnection=true`);
    try {
      await client.db('admin').command({ replSetInitiate: { _id: 'campaign', members, settings } });
    } finally {
      await client.close();
    }
    await this.healthy();
  }
}

/** Where a node's log ends: the term of the primary that wrote it, and the time within. */
type OpTime = { t: Long | number; ts: Timestamp };

const never: OpTime = { t: -1, ts: new Timestamp({ t: 0, i: 0 }) };

const isAtLeast = (one: OpTime, other: OpTime | undefined) =>
  other !== undefined && String(one.t) === String(other.t) && one.ts.greaterThanOrEqual(other.ts);

/** `state`: 1 primary, 2 secondary; -1 before it is part of a set. @returns undefined when it does not answer */
async function stateOf(node: MongodNode): Promise<{ state: number; applied: OpTime } | undefined> {
  const patience = { serverSelectionTimeoutMS: 500, connectTimeoutMS: 500, socketTimeoutMS: 1_000 };
  const client = new MongoClient(`mongodb://${node.host}/?directConnection=true`, patience);
  try {
    const status = await client.db('admin').command({ replSetGetStatus: 1 });
    return { state: Number(status.myState), applied: status.optimes.appliedOpTime };
  } catch (error) {
    return error instanceof Error && 'codeName' in error ? { state: -1, applied: never } : undefined;
  } finally {
    await client.close().catch(() => {});
  }
}
