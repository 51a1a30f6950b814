import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, ensureAccount, parseOwnerPolicy } from '@ck/shared/accounts';
import { connectDatabase, database, disconnectDatabase, newId } from '@ck/shared/database';
import { createEndpoint, deployEndpoint } from '@ck/shared/endpoints';
import { settleChanges } from '@ck/shared/fence';
import { createKey, createKeyText, digestKeyText } from '@ck/shared/keys';
import { versionedSecret } from '@ck/shared/process';
import { startReplicaSet } from '../with-database.ts';
import { Child } from './child.ts';

export const slug = 'bench';
/** So many of the keys call; each has its methods of its own. */
const callingKeys = 200;
const batch = 10_000;

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Bench', version: '1' },
  paths: Object.fromEntries(
    ['/small', '/large'].map(path => [
      path,
      {
        get: { responses: { 200: { description: 'ok' } } },
        post: { responses: { 200: { description: 'ok' } } },
      },
    ]),
  ),
});

/** A database of one node with one endpoint and many keys, an upstream, and a folder. */
export async function openPlace(keys: number) {
  const replicaSet = await startReplicaSet(keys > 100_000 ? 1 : 0.5);
  const mongodbUri = replicaSet.getUri('bench');
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-'));
  await connectDatabase(mongodbUri);
  const secret = () => `1:${randomBytes(32).toString('base64url')}`;
  const settings = { PEPPER: secret(), UPSTREAM_MASTER: secret(), CONSOLE_SECRET: secret() };
  const pepper = versionedSecret.parse(settings.PEPPER);
  const upstreamMaster = versionedSecret.parse(settings.UPSTREAM_MASTER);
  const upstream = await Child.start(join(import.meta.dirname, 'upstream-process.ts'));
  const upstreamUrl = `http://127.0.0.1:${upstream.port}`;
  const owner = actorOf(await ensureAccount('kim@harbor.example'), 'portal');
  const means = { upstreamMaster, allowLoopback: true, ownerPolicy: parseOwnerPolicy('@harbor.example') };
  const upstreams = { sandbox: upstreamUrl, production: upstreamUrl };
  const made = await createEndpoint(owner, { name: 'Bench', slug, document, upstreams }, means);
  await deployEndpoint(owner, { endpointId: made.id, expectedVersion: made.version });
  const master = versionedSecret.parse(secret());
  const first = await createKey(owner, { endpointId: made.id, name: 'Partner' }, { pepper, master });
  const collection = database().collection<{ _id: string }>('collaborationKeys');
  const model = await collection.findOne({ _id: first.id });
  if (model === null) throw new Error('no key');
  const texts: string[] = [];
  const ids: string[] = [];

  /** Adds keys in the likeness of one that was made through the domain. */
  async function addKeys(count: number): Promise<void> {
    for (let done = 0; done < count; done += batch) {
      const rows = Array.from({ length: Math.min(batch, count - done) }, (_, i) => likeIt(done + i));
      await collection.insertMany(rows, { ordered: false, writeConcern: { w: 1 } });
    }
  }
  function likeIt(number: number) {
    const _id = newId();
    const name = `Partner ${_id}`;
    const state = (environment: 'sandbox' | 'production') => {
      const text = createKeyText(environment);
      if (environment === 'production' && texts.length < callingKeys) {
        texts.push(text);
        ids.push(_id);
      }
      const like = (model as unknown as Record<string, { current: object }>)[environment];
      return {
        ...like,
        current: {
          ...like?.current,
          keyId: _id,
          digest: digestKeyText(pepper, text)[0],
          pepperVersion: pepper.current,
        },
      };
    };
    return {
      ...model,
      ...{ _id, name, nameFolded: name.toLowerCase(), createdAt: new Date(Date.now() + number) },
      ...{ sandbox: state('sandbox'), production: state('production') },
    };
  }
  await addKeys(keys);
  const databasePids = replicaSet.servers.map(each => each.instanceInfo?.instance.mongodProcess?.pid ?? 0);

  return {
    settings,
    /** Of the database and the upstream. */
    pids: [upstream.pid, ...databasePids],
    databasePids,
    mongodbUri,
    folder,
    owner,
    upstreamUrl,
    upstreamPort: upstream.port,
    /** Of keys that call: the text of each, and its id. */
    texts,
    ids,
    addKeys,
    async close(): Promise<void> {
      await settleChanges();
      await disconnectDatabase();
      await upstream.stop();
      await replicaSet.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export type Place = Awaited<ReturnType<typeof openPlace>>;
