/** A gateway that a fault can be put into. Everything else is the gateway's own start. */
import os from 'node:os';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, onShutdown } from '@ck/shared/process';
import { Collection } from 'mongodb';
import { readGatewaySettings } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import type { GatewayOrder } from './gateway-order.ts';
import { mutationOf } from './mutants.ts';

const settings = readGatewaySettings(process.env);
const { steps, checks } = mutationOf(process.env.CAMPAIGN_MUTANT ?? '');
const directUri = process.env.CAMPAIGN_DIRECT_URI ?? settings.mongodbUri;
const faults = { stallBeforeBytesMs: 0, readsHeld: false };

const streams = new Set<{ close(): Promise<void> }>();
let silent = false;
const watch = Collection.prototype.watch;
Collection.prototype.watch = function (this: Collection, pipeline, options) {
  const stream = watch.call(this, silent ? [{ $match: { operationType: 'never' } }] : pipeline, options);
  streams.add(stream);
  return stream;
} as typeof watch;
const find = Collection.prototype.find;
Collection.prototype.find = function (this: Collection, ...words: Parameters<typeof find>) {
  if (faults.readsHeld && /^(collaborationKeys|endpoints)$/.test(this.collectionName))
    throw new Error('held by the campaign');
  return find.apply(this, words);
} as typeof find;

// Call records go their own way: the fault is on the fence's.
await connectDatabase(directUri);
const gateway = await startGateway({
  ...settings,
  allowLoopback: true,
  mutation: {
    steps,
    checks: {
      ...checks,
      beforeBytes(...call) {
        const ms = faults.stallBeforeBytesMs;
        faults.stallBeforeBytesMs = 0;
        if (ms > 0) stall(ms);
        return checks.beforeBytes(...call);
      },
    },
  },
});

const real = { wall: Date.now, monotonic: performance.now.bind(performance), uptime: os.uptime };

const orders: Record<GatewayOrder['do'], (ms: number) => void> = {
  stall,
  stall_before_bytes: ms => {
    faults.stallBeforeBytesMs = ms;
  },
  silence_hints: () => {
    silent = true;
    for (const stream of streams) stream.close().catch(() => {});
    streams.clear();
  },
  hold_reads: () => {
    faults.readsHeld = true;
  },
  move_wall: ms => {
    Date.now = () => real.wall() + ms;
  },
  /** What a suspended machine sees afterwards: its monotonic clock stood still, the others did not. */
  forget_monotonic: ms => {
    performance.now = () => real.monotonic() - ms;
  },
  heal: () => {
    silent = false;
    faults.readsHeld = false;
    faults.stallBeforeBytesMs = 0;
    Date.now = real.wall;
    for (const stream of streams) stream.close().catch(() => {});
    streams.clear();
  },
  report: () => process.send?.({ type: 'state', state: gateway.fence.state }),
};

process.on('message', (order: GatewayOrder) => orders[order.do](order.ms ?? 0));
onShutdown(async () => {
  await gateway.close();
  await disconnectDatabase();
});
announceReady();

/** Nothing else runs in this process meanwhile. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
