import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { choosePorts } from '../start/ports.ts';
import { until } from './clock.ts';
import { MongodNode } from './mongod-node.ts';

const electionMs = 2_000;

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

  /** Waits until one node takes writes and all follow it. */
  async healthy(): Promise<void> {
    await until(
      'a primary with two secondaries',
      async () => {
        const states = await Promise.all(this.nodes.map(node => stateOf(node)));
        return (
          states.filter(state => state === 1).length === 1 && states.filter(state => state === 2).length === 2
        );
      },
      60_000,
    ).catch(async (error: Error) => {
      const words = await Promise.all(
        this.nodes.map(async node => [await stateOf(node), await node.lastWords()]),
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
    for (const node of this.nodes) if ((await stateOf(node)) === 1) return node;
    return undefined;
  }

  async #initiate(): Promise<void> {
    const members = this.nodes.map(({ host }, _id) => ({ _id, host }));
    const settings = { electionTimeoutMillis: electionMs };
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

/** 1 primary, 2 secondary; -1 before it is part of a set; undefined when it does not answer. */
async function stateOf(node: MongodNode): Promise<number | undefined> {
  const patience = { serverSelectionTimeoutMS: 500, connectTimeoutMS: 500, socketTimeoutMS: 1_000 };
  const client = new MongoClient(`mongodb://${node.host}/?directConnection=true`, patience);
  try {
    const status = await client.db('admin').command({ replSetGetStatus: 1 });
    return Number(status.myState);
  } catch (error) {
    return error instanceof Error && 'codeName' in error ? -1 : undefined;
  } finally {
    await client.close().catch(() => {});
  }
}
