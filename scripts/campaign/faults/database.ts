/** Faults of the replica set itself. */
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { pick } from '../changes.ts';
import { now, pause, until } from '../clock.ts';
import type { Round } from '../round.ts';
import { type Fault, mustBeWithin } from './fault.ts';

const recoverMs = 5_000;

/** Switches until one has returned that was asked for after `since`. */
async function firstChange({ scene, changes }: Round, since: number): Promise<number> {
  const before = changes.took.length;
  await until('a change works again', async () => {
    await changes.switch(pick(scene.keyIds), 'production', Math.random() < 0.5);
    return changes.took.length > before;
  });
  return now() - since;
}

/** Owners who go on whatever happens, for as long as the block lasts. */
function storm({ scene, changes }: Round, owners: number) {
  let going = true;
  const loops = Array.from({ length: owners }, async () => {
    while (going) {
      await changes.switch(pick(scene.keyIds), pick(['sandbox', 'production']), Math.random() < 0.5);
      await pause(20);
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      going = false;
      await Promise.all(loops);
    },
  };
}

export const killPrimary: Fault = {
  name: 'kill_primary',
  number: 1,
  rounds: 15,
  ways: 'direct',
  about: 'kill -9 of the primary in a storm of switches',
  async run(round) {
    const { set } = round.world;
    await using _storm = storm(round, 3);
    await pause(500);
    const primary = await set.primary();
    const at = now();
    await primary.end('SIGKILL');
    const took = await firstChange(round, at);
    await primary.start();
    await set.healthy();
    mustBeWithin('until changes worked again', took, recoverMs);
  },
};

export const stopPrimary: Fault = {
  name: 'stop_primary',
  number: 2,
  rounds: 15,
  ways: 'direct',
  about: 'the primary is stopped for 6 s and comes back believing that it still is one',
  async run(round) {
    const { set } = round.world;
    await using _storm = storm(round, 3);
    await pause(300);
    const primary = await set.primary();
    primary.signal('SIGSTOP');
    await pause(6_000);
    primary.signal('SIGCONT');
    await firstChange(round, now());
    await set.healthy();
  },
};

export const restore: Fault = {
  name: 'restore',
  number: 0,
  rounds: 15,
  ways: 'direct',
  about: 'the database is put back to an hour ago under running gateways',
  async run(round) {
    const { set, timing, gateways } = round.world;
    const { changes, scene } = round;
    const [keyId] = scene.keyIds;
    if (keyId === undefined) return;
    // What a snapshot catches half done is the sweeper's to carry through, and none runs here.
    await settleChanges();
    const snapshot = await set.snapshot();
    await Promise.all(gateways.map(gateway => gateway.ready()));
    for (let i = 0; i < 6; i++) await changes.switch(keyId, 'sandbox', i % 2 === 0);
    await reconnected(set.uri, () => set.restore(snapshot));
    round.forget();
    // A restored set stays closed to changes for a lease.
    await pause(timing.leaseMs);
    await Promise.all(gateways.map(gateway => gateway.ready()));
    for (let i = 0; i < 3; i++) {
      await changes.switch(keyId, 'sandbox', false);
      await pause(150);
      await changes.switch(keyId, 'sandbox', true);
      await pause(150);
    }
  },
};

/** Our own client has seen a later time than the restored database; like the members' it begins anew. */
async function reconnected(uri: string, work: () => Promise<void>): Promise<void> {
  await settleChanges();
  await disconnectDatabase();
  await work();
  await connectDatabase(uri);
}

export const oplogRolledOver: Fault = {
  name: 'oplog_rolled_over',
  number: 17,
  rounds: 50,
  ways: 'proxied',
  about: 'a gateway stands still while the oplog rolls over its place in the change stream',
  async run(round) {
    const { gateways, set } = round.world;
    const { changes, scene } = round;
    const gateway = pick(gateways);
    gateway.signal('SIGSTOP');
    await round.noise(24);
    await changes.switch(pick(scene.keyIds), 'sandbox', false);
    gateway.signal('SIGCONT');
    await gateway.ready();
    await changes.switch(pick(scene.keyIds), 'sandbox', true);
    await changes.switch(pick(scene.keyIds), 'production', false);
    await set.healthy();
  },
};
