import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
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
// The one of a keeper that was killed outright is perhaps still at its end.
const left = pidOfMongod();
if (await endLeftover(left, `--dbpath ${folder}`, 20_000)) console.log(`ended a leftover mongod (${left})`);

/**
 * A shell stands between: it ends mongod when our pipe closes, which even `kill -9` of every node process does. When
 * mongod ends first, so does the shell.
 */
const script = `"$@" 3<&- & mongod=$!
{ cat <&3 >/dev/null; kill -TERM $mongod 2>/dev/null; } &
exec 3<&-
wait $mongod`;

const mongod = spawn(
  '/bin/sh',
  [
    ...['-c', script, 'sh', settings.MONGOD_BINARY, ...options],
    ...['--port', String(settings.MONGODB_PORT), '--wiredTigerCacheSizeGB', '0.5'],
    // All clients have ended before; there is nobody to be quiet for.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
  ],
  { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] },
);
const line = mongod.stdio[3];
if (!(line instanceof Writable)) throw new Error('mongod has no pipe to us');
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
  const patience = setTimeout(() => endLeftover(pidOfMongod(), `--dbpath ${folder}`, 0), 25_000);
  line.end();
  await ended;
  clearTimeout(patience);
});

await openReplicaSet(settings.MONGODB_PORT);
process.send?.({ type: 'pids', pids: [pidOfMongod()] });
announceReady();

/** mongod writes its pid into its lock. */
function pidOfMongod(): number {
  const lock = join(folder, 'mongod.lock');
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
}
