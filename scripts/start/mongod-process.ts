import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { announceReady, onShutdown, port, readSettings } from '@ck/shared/process';
import { z } from 'zod';
import { endLeftover } from './process-identity.ts';
import { openReplicaSet } from './replica-set.ts';

/**
 * Keeps the embedded mongod: starts it, opens its replica set, and ends it when told or when its own supervisor is
 * gone. mongod itself knows nothing of supervisors, hence this process around it.
 */
const settings = readSettings(
  z.object({ MONGOD_BINARY: z.string(), MONGODB_FOLDER: z.string(), MONGODB_PORT: port }),
  process.env,
);
const folder = settings.MONGODB_FOLDER;
const options = ['--dbpath', folder, '--replSet', 'rs0', '--bind_ip', '127.0.0.1'];

await mkdir(folder, { recursive: true, mode: 0o700 });
// mongod writes its pid into its lock; a keeper that was killed outright leaves it running.
const left = Number(await readFile(join(folder, 'mongod.lock'), 'utf8').catch(() => '0'));
if (await endLeftover(left, `--dbpath ${folder}`, 20_000)) console.log(`ended a leftover mongod (${left})`);

const mongod = spawn(
  settings.MONGOD_BINARY,
  [
    ...options,
    ...['--port', String(settings.MONGODB_PORT), '--wiredTigerCacheSizeGB', '0.5'],
    // All clients have ended before; there is nobody to be quiet for.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
const ended = once(mongod, 'exit');
let ending = false;
ended.then(
  () => {
    if (!ending) process.exit(1);
  },
  error => {
    console.error(error);
    process.exit(1);
  },
);

onShutdown(async () => {
  ending = true;
  const patience = setTimeout(() => mongod.kill('SIGKILL'), 25_000);
  mongod.kill('SIGTERM');
  await ended;
  clearTimeout(patience);
});

await openReplicaSet(settings.MONGODB_PORT);
process.send?.({ type: 'pids', pids: [mongod.pid] });
announceReady();
