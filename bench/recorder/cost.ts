import { join } from 'node:path';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { MeasuredGateway } from './measured-gateway.ts';
import { pin } from './pin.ts';
import type { Place } from './place.ts';

const pairs = 20;
const callsPerBurst = 3_000;

/**
 * Processor time a call, storing the rows included. Pairs, one with and one without, in turns: what else this machine
 * does then falls on both. @returns the median of the ratios
 */
export async function measureCost(place: Place): Promise<number> {
  const start = (name: string, recorder: string) =>
    MeasuredGateway.start({
      ...place.settings,
      ...{
        MONGODB_URI: place.mongodbUri,
        GATEWAY_NAME: name,
        BENCH_RECORDER: recorder,
        ...(process.env.BENCH_NOSTORE ? { BENCH_NOSTORE: '1' } : {}),
      },
      GATEWAY_DATA: join(place.folder, name),
    });
  const [on, off] = await Promise.all([start('with', 'on'), start('without', 'off')]);
  const measure = async (gateway: MeasuredGateway) =>
    (await gateway.burst(place.path, place.keyText, calls => calls >= callsPerBurst, true)).cpuMicroseconds;
  const isPinned = await pinAll([on, off], place);
  for (let i = 0; i < 3; i++) for (const gateway of [on, off]) await measure(gateway);
  const measured: { on: number; off: number }[] = [];
  for (let i = 0; i < pairs; i++) {
    const isOnFirst = i % 2 === 0;
    const first = await measure(isOnFirst ? on : off);
    const second = await measure(isOnFirst ? off : on);
    measured.push(isOnFirst ? { on: first, off: second } : { on: second, off: first });
  }
  await Promise.all([on.stop(), off.stop()]);
  for (const pid of place.pids) await pin(pid, 'any');
  const [low, median, high] = medianWithInterval(measured.map(pair => pair.on / pair.off));
  const typical = (of: 'on' | 'off') =>
    percentile(
      measured.map(pair => pair[of]),
      50,
    ).toFixed(0);
  console.log(
    table(
      ['processor time a call', 'µs', 'ratio', '95 % interval'],
      [
        ['nothing written down', typical('off'), '1', ''],
        ['with the recorder', typical('on'), median.toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`],
      ],
    ),
  );
  const where = isPinned ? 'the gateway on one processor, all else on the other' : 'not pinned to processors';
  console.log(`${pairs} pairs of ${callsPerBurst} calls each, storing the rows included; ${where}.\n`);
  return median;
}

async function pinAll(gateways: readonly MeasuredGateway[], { pids }: Place): Promise<boolean> {
  const pinned = [...gateways.map(({ pid }) => pin(pid, '0')), ...pids.map(pid => pin(pid, '1'))];
  return (await Promise.all(pinned)).every(Boolean);
}

/** The 6th and the 15th of 20 hold the median between them in 95.9 % of all cases (sign test). */
function medianWithInterval(ratios: readonly number[]): [number, number, number] {
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return [at(5), (at(9) + at(10)) / 2, at(14)];
}
