/**
 * A gateway as `npm start` starts it; with BENCH_STORE=off its records stay in its folder, which tells what storing costs;
 * with BENCH_RECORDER=off nothing is written down.
 */
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { createLog, onShutdown } from '@ck/shared/process';
import { CallRecorder, type Recorder } from '../../gateway/call-recorder.ts';
import { readGatewaySettings } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import { recordsNothing } from './no-recorder.ts';

const settings = readGatewaySettings(process.env);
await connectDatabase(settings.mongodbUri);
const began = performance.now();
const recorder = await otherRecorder();
const mutation = recorder === undefined ? {} : { mutation: { recorder } };
// Transfers of 100 MiB are beyond what a call may have.
const limits =
  process.env.BENCH_LARGE === 'on' ? { limits: { bodyBytes: 2 ** 30, requestMs: 3_600_000 } } : {};
const gateway = await startGateway({ ...settings, ...mutation, ...limits });
const startMs = performance.now() - began;
onShutdown(async () => {
  await gateway.close();
  await disconnectDatabase();
});
process.on('message', (asked: { afterGc?: true }) => {
  if (asked.afterGc === true) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ state: gateway.recorder.state, keys: gateway.directory.size, startMs, rss, heapUsed });
});
process.send?.({ type: 'ready', port: Number(new URL(gateway.address).port) });

async function otherRecorder(): Promise<Recorder | undefined> {
  if (process.env.BENCH_RECORDER === 'off') return recordsNothing;
  if (process.env.BENCH_STORE !== 'off') return undefined;
  const store = async () => ({ completed: 0, alarms: [] });
  return await CallRecorder.open({ ...settings.spool, log: createLog('gateway'), store });
}
