import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { versionedSecret } from '@ck/shared/process';
import { Scene } from '../../scripts/campaign/scene.ts';
import { Upstream } from '../../scripts/campaign/upstream.ts';
import { startReplicaSet } from '../with-database.ts';

/** One database node, one upstream, one endpoint with one key. */
export async function openPlace() {
  const replicaSet = await startReplicaSet(0.5);
  const mongodbUri = replicaSet.getUri('campaign');
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-'));
  await connectDatabase(mongodbUri);
  const secret = () => `1:${randomBytes(32).toString('base64url')}`;
  const settings = { PEPPER: secret(), UPSTREAM_MASTER: secret(), CONSOLE_SECRET: secret() };
  const upstream = await Upstream.start();
  const secrets = {
    pepper: versionedSecret.parse(settings.PEPPER),
    master: versionedSecret.parse(secret()),
    upstreamMaster: versionedSecret.parse(settings.UPSTREAM_MASTER),
  };
  const scene = await Scene.make('bench', 1, secrets, upstream);
  const [key] = scene.keys();
  if (key === undefined) throw new Error('no key');
  return {
    settings,
    mongodbUri,
    databasePort: Number(new URL(mongodbUri.split(',')[0] ?? '').port),
    folder,
    path: '/bench/x',
    keyText: key.text,
    async close(): Promise<void> {
      await settleChanges();
      await disconnectDatabase();
      upstream.stop();
      await replicaSet.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export type Place = Awaited<ReturnType<typeof openPlace>>;
