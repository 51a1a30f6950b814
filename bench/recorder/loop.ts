import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@ck/shared/process';
import { CallRecorder, type Recorder } from '../../gateway/call-recorder.ts';
import { recordsNothing } from '../gateway/no-recorder.ts';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';
import { SimulatedCalls } from './simulated-calls.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 25);
const callsPerRound = 5_000;
const nothingToTell = async () => ({ completed: 0, alarms: [] });

/**
 * What the record of a call costs, in one process without HTTP: made, written down, stored. In turns, and told by the
 * least of all rounds beside the median: what a round takes longer, others did to it. `ONLY=<a mode>` for a profile.
 */
export async function measureLoop(): Promise<boolean> {
  return await withDatabase(0.25, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ck-loop-'));
    const recorders: [string, Recorder][] = [['nothing', recordsNothing]];
    const open = async (name: string, means: Partial<Parameters<typeof CallRecorder.open>[0]>) => {
      const place = { directory: join(folder, name), slot: { number: 1, count: 1 }, quotaBytes: 2 ** 30 };
      recorders.push([name, await CallRecorder.open({ ...place, log: createLog('bench'), ...means })]);
    };
    await open('encoded', { store: nothingToTell, write: (_fd, _bytes, _from, length) => length });
    await open('written', { store: nothingToTell });
    await open('stored', {});
    await measure(recorders.filter(([name]) => (process.env.ONLY ?? name) === name));
    for (const [, recorder] of recorders) await recorder.close();
    await rm(folder, { recursive: true });
    return true;
  });
}

async function measure(recorders: readonly (readonly [string, Recorder])[]): Promise<void> {
  const modes = recorders.map(([name, recorder]) => ({
    name,
    recorder,
    calls: new SimulatedCalls(recorder),
    used: [] as number[],
  }));
  for (let round = -5; round < rounds; round++)
    for (const { recorder, calls, used } of modes) {
      const before = process.cpuUsage();
      await calls.run(callsPerRound);
      await recorder.drained();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) used.push((user + system) / callsPerRound);
    }
  const rows = modes.map(({ name, used }) => [
    name,
    percentile(used, 50).toFixed(2),
    Math.min(...used).toFixed(2),
  ]);
  console.log(table(['processor time a call, µs', 'median', 'least'], rows));
}
