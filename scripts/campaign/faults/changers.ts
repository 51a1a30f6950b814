/** Faults of those who change, and of how many do so at once. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { database } from '@ck/shared/database';
import { sweepPendingChanges } from '@ck/shared/fence';
import { pick } from '../changes.ts';
import { pause, until } from '../clock.ts';
import { type Fault, must } from './fault.ts';

const everything = [
  'switch',
  'permissions',
  'regenerate',
  'overlap',
  'end_overlap',
  'delete',
  'upstream',
] as const;

export const allChanges: Fault = {
  name: 'all_changes',
  number: 19,
  rounds: 50,
  ways: 'proxied',
  about:
    'every kind of change on the same few keys at once, in random order; one gateway hears of it a bit late',
  async run({ changes, world }) {
    pick(world.gateways).proxy?.slowDown(25);
    const owners = Array.from({ length: 6 }, async () => {
      for (let i = 0; i < 12; i++) await changes.any(everything);
    });
    await Promise.all(owners);
  },
};

export const ringOverrun: Fault = {
  name: 'ring_overrun',
  number: 18,
  rounds: 50,
  ways: 'proxied',
  about: 'more changes than the ring holds come by while a gateway stands still',
  async run(round) {
    const gateway = pick(round.world.gateways);
    gateway.signal('SIGSTOP');
    await round.appendMany(300);
    const off = round.changes.switch(pick(round.scene.keyIds), 'sandbox', false);
    await pause(200);
    gateway.signal('SIGCONT');
    await off;
    await gateway.ready();
    await round.changes.switch(pick(round.scene.keyIds), 'sandbox', true);
    await round.changes.switch(pick(round.scene.keyIds), 'production', false);
  },
};

const steps = ['C1', 'C2', 'C3', 'C4', 'C5'];
const sweepPatienceMs = 300;

export const changerKilled: Fault = {
  name: 'changer_killed',
  number: 20,
  rounds: 50,
  ways: 'proxied',
  about: 'the process that changes is killed between two of its steps; the sweeper carries it through',
  async run(round) {
    const { world, scene } = round;
    const [keyId = ''] = scene.keyIds;
    const step = pick(steps);
    const child = fork(join(import.meta.dirname, '../changer-process.ts'), {
      env: { ...process.env, ...world.settings, MONGODB_URI: world.set.uri, KEY_ID: keyId, DIE_AT: step },
    });
    await once(child, 'exit');
    await until('the sweeper has carried it through', async () => {
      await sweepPendingChanges(sweepPatienceMs);
      return (await round.pendingMarks()) === 0;
    });
    const events = database().collection<{ _id: string }>('auditEvents');
    const [event] = await events.find({ keyId, action: 'key.switched' }).sort({ _id: -1 }).limit(1).toArray();
    must(event !== undefined, `killed at ${step}: the change is in no audit`);
    const receipt = await events.findOne({ _id: `${event?._id}:receipt` });
    must(receipt !== null, `killed at ${step}: the change has no receipt`);
    round.settledNow(String(event?._id));
    await pause(150);
    await round.changes.switch(keyId, 'sandbox', true);
  },
};
