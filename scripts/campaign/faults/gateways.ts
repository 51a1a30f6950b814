/** Faults of single gateways: cut off, standing still, with wrong clocks, coming and going. */
import { Agent } from 'node:http';
import { sendCall } from '../callers.ts';
import { pick } from '../changes.ts';
import { now, pause } from '../clock.ts';
import type { GatewayProcess } from '../gateways.ts';
import type { Round } from '../round.ts';
import { openStreams } from '../streams.ts';
import { type Fault, mustBeWithin } from './fault.ts';

/** Off and on again, over and over; each waits for every gateway. */
async function toggleFor({ scene, changes }: Round, ms: number): Promise<void> {
  const end = now() + ms;
  for (let active = false; now() < end; active = !active) {
    await changes.switch(pick(scene.keyIds), pick(['sandbox', 'production']), active);
    await pause(10);
  }
}

async function switchOff({ scene, changes }: Round, keyId = pick(scene.keyIds)): Promise<void> {
  await changes.switch(keyId, 'sandbox', false);
}

export const cutOff: Fault = {
  name: 'cut_off',
  number: 3,
  rounds: 15,
  ways: 'proxied',
  about: 'one gateway is cut off from the database, with streams open on it',
  async run(round) {
    const { timing, gateways } = round.world;
    const gateway = pick(gateways);
    const [keyId = ''] = round.scene.keyIds;
    const streams = await openStreams([gateway], round.scene, round.keyFor(keyId, 'sandbox'), 3);
    gateway.proxy?.cut();
    const at = now();
    await switchOff(round, keyId);
    const returned = now();
    const again = now();
    await round.changes.switch(keyId, 'sandbox', true);
    const second = now() - again;
    await toggleFor(round, timing.leaseMs / 2);
    streams.mustBeSilentSince(returned);
    gateway.proxy?.heal();
    await gateway.ready();
    await toggleFor(round, 300);
    mustBeWithin('a change with one dead gateway', returned - at, timing.leaseMs + 1_000);
    mustBeWithin('the next change', second, timing.leaseMs / 2);
  },
};

export const streamCut: Fault = {
  name: 'stream_cut',
  number: 4,
  rounds: 50,
  ways: 'proxied',
  about: 'only the change stream of one gateway is cut; its renewals go on',
  async run(round) {
    const { timing, gateways } = round.world;
    pick(gateways).order({ do: 'silence_hints' });
    for (let i = 0; i < 6; i++) {
      const at = now();
      await round.changes.switch(pick(round.scene.keyIds), 'sandbox', i % 2 === 1);
      mustBeWithin('a change without hints', now() - at, timing.heartbeatMs + 1_000);
      await pause(20);
    }
  },
};

export const readsHeld: Fault = {
  name: 'reads_held',
  number: 4,
  rounds: 15,
  ways: 'proxied',
  about: 'one gateway renews, but cannot read keys and endpoints',
  async run(round) {
    const gateway = pick(round.world.gateways);
    gateway.order({ do: 'hold_reads' });
    await switchOff(round);
    await pause(round.world.timing.leaseMs / 2);
    gateway.order({ do: 'heal' });
    await gateway.ready();
    await toggleFor(round, 300);
  },
};

/** A call that is admitted, then held inside the gateway while its key is switched off. */
async function heldCall(round: Round, gateway: GatewayProcess, stallMs: number): Promise<void> {
  const [keyId = ''] = round.scene.keyIds;
  const agent = new Agent({ keepAlive: false });
  gateway.order({ do: 'stall_before_bytes', ms: stallMs });
  await pause(50);
  const held = sendCall(agent, gateway, round.scene, round.keyFor(keyId, 'sandbox'));
  await pause(50);
  await switchOff(round, keyId);
  round.addCall(await held);
  agent.destroy();
}

export const stall: Fault = {
  name: 'stall',
  number: 6,
  rounds: 50,
  ways: 'proxied',
  about: 'the event loop of one gateway stands still for longer than a lease, at rest and inside a call',
  async run(round) {
    const { timing, gateways } = round.world;
    const stallMs = timing.leaseMs * 1.4;
    const gateway = pick(gateways);
    if (Math.random() < 0.5) {
      gateway.order({ do: 'stall', ms: stallMs });
      await pause(30);
      await switchOff(round);
    } else await heldCall(round, gateway, stallMs);
    await gateway.ready();
    await toggleFor(round, 200);
  },
};

export const pauseProcess: Fault = {
  name: 'pause',
  number: 5,
  rounds: 15,
  ways: 'proxied',
  about:
    'a gateway is stopped for three leases with requests queued, and once between admission and dispatch',
  async run(round) {
    const { timing, gateways } = round.world;
    const gateway = pick(gateways);
    await heldCall(round, gateway, timing.leaseMs * 1.4);
    await gateway.ready();
    gateway.signal('SIGSTOP');
    await pause(50);
    await toggleFor(round, timing.leaseMs * 3);
    gateway.signal('SIGCONT');
    await gateway.ready();
    await toggleFor(round, 200);
  },
};

export const clocks: Fault = {
  name: 'clocks',
  number: 7,
  rounds: 15,
  ways: 'proxied',
  about:
    'the wall clock jumps an hour either way; a machine is suspended and its monotonic clock stood still',
  async run(round) {
    const { timing, gateways } = round.world;
    const [moved, suspended] = gateways;
    if (moved === undefined || suspended === undefined) return;
    moved.order({ do: 'move_wall', ms: pick([-1, 1]) * 3_600_000 });
    await toggleFor(round, 400);
    const sleepMs = timing.leaseMs * 1.5;
    suspended.signal('SIGSTOP');
    await pause(50);
    suspended.order({ do: 'forget_monotonic', ms: sleepMs });
    await switchOff(round);
    await pause(sleepMs);
    suspended.signal('SIGCONT');
    await toggleFor(round, 500);
    await Promise.all([moved, suspended].map(gateway => gateway.end('SIGTERM')));
    await Promise.all([moved, suspended].map(gateway => gateway.start()));
  },
};

export const rollingRestart: Fault = {
  name: 'rolling_restart',
  number: 13,
  rounds: 15,
  ways: 'proxied',
  about: 'every gateway is restarted under load, one after the other; no call may fail',
  async run(round) {
    const going = toggleFor(round, 4_000);
    for (const gateway of round.world.gateways) {
      gateway.inRotation = false;
      await pause(60);
      await gateway.end('SIGTERM');
      await gateway.start();
      await gateway.ready();
    }
    await going;
  },
};

export const churn: Fault = {
  name: 'churn',
  number: 22,
  rounds: 50,
  ways: 'proxied',
  about: 'gateways are killed and join again while keys are switched',
  async run(round) {
    const [first, second] = [...round.world.gateways].sort(() => Math.random() - 0.5);
    const going = toggleFor(round, 1_500);
    await first?.end('SIGKILL');
    await Promise.all([first?.start(), second?.end('SIGTERM')]);
    await second?.start();
    await going;
    await toggleFor(round, 300);
  },
};

export const streamsAtRevocation: Fault = {
  name: 'streams',
  number: 23,
  rounds: 50,
  ways: 'proxied',
  about: 'event streams are open on every gateway when their key is switched off',
  async run(round) {
    const { gateways } = round.world;
    const [keyId = ''] = round.scene.keyIds;
    const streams = await openStreams(gateways, round.scene, round.keyFor(keyId, 'sandbox'), 3);
    await pause(100);
    await switchOff(round, keyId);
    const returned = now();
    await pause(300);
    streams.mustBeSilentSince(returned);
  },
};

export const slowReplies: Fault = {
  name: 'slow_replies',
  number: 24,
  rounds: 15,
  ways: 'proxied',
  about: 'the replies of the database reach one gateway late, and then not at all',
  async run(round) {
    const { gateways, timing } = round.world;
    const gateway = pick(gateways);
    gateway.proxy?.slowDown(550);
    await pause(timing.leaseMs);
    // What was answered already still arrives, late; nothing new is asked.
    gateway.proxy?.mute();
    await switchOff(round);
    await pause(timing.leaseMs / 2);
    gateway.proxy?.heal();
    gateway.proxy?.drop();
    await gateway.ready();
    await toggleFor(round, 200);
  },
};
