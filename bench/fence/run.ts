import { availableParallelism, loadavg } from 'node:os';
import { newId } from '@ck/shared/database';
import { instant, isFresh, leaseFrom } from '@ck/shared/fence';
import { switchKey } from '@ck/shared/keys';
import { Callers } from '../../scripts/campaign/callers.ts';
import { Scene } from '../../scripts/campaign/scene.ts';
import { World } from '../../scripts/campaign/world.ts';
import { percentile } from '../percentile.ts';
import { cpuTime } from '../portal/cpu-time.ts';
import { table } from '../table.ts';

/** What must hold: see issue 5. */
const limits = { p50Ms: 40, p99Ms: 150, changesPerSecond: 100, checkShare: 0.01 };
const sequential = 400;
const changers = 20;
const togetherMs = 10_000;
/** At admission, and right before bytes go upstream. */
const checksPerCall = 2;

/** Changes with four live gateways on a replica set of three nodes, all on this machine. */
export async function run(): Promise<boolean> {
  const world = await World.start();
  try {
    await world.startGateways('direct');
    const scene = await Scene.make(`bench-${newId().toLowerCase()}`, changers, world.secrets, world.upstream);
    const alone = await oneAfterTheOther(scene, sequential);
    const together = await allAtOnce(scene);
    const starting = await whileOneStarts(world, scene);
    const share = await shareOfChecks(world, scene);
    const load = loadavg()[0] ?? Number.NaN;
    console.log(
      table(
        ['four gateways, three nodes', 'p50 ms', 'p99 ms', 'changes/s'],
        [
          ['one changer', ...figures(alone), (1000 / mean(alone)).toFixed(0)],
          [`${changers} changers at once`, ...figures(together.took), together.perSecond.toFixed(0)],
          ['one changer, a gateway starts', ...figures(starting), (1000 / mean(starting)).toFixed(0)],
        ],
      ),
    );
    console.log(`\nThe longest change while a gateway started: ${Math.max(...starting).toFixed(0)} ms`);
    console.log(
      `Freshness: ${share.nanoseconds.toFixed(0)} ns a check × ${checksPerCall} ÷ ${share.cpuMicroseconds.toFixed(0)} µs of processor time a call = ${(share.share * 100).toFixed(2)} %`,
    );
    console.log(`Load of this machine: ${load.toFixed(1)} on ${availableParallelism()} cores`);
    return (
      percentile(alone, 50) < limits.p50Ms &&
      percentile(alone, 99) < limits.p99Ms &&
      together.perSecond >= limits.changesPerSecond &&
      Math.max(...starting) < 1_000 &&
      share.share < limits.checkShare
    );
  } finally {
    await world.stop();
  }
}

const figures = (took: readonly number[]) => [50, 99].map(share => percentile(took, share).toFixed(0));
const mean = (took: readonly number[]) => took.reduce((sum, each) => sum + each, 0) / took.length;

async function timed({ owner, keyIds }: Scene, at: number, active: boolean): Promise<number> {
  const keyId = keyIds[at % keyIds.length] ?? '';
  const began = performance.now();
  const { fence } = await switchKey(owner, { keyId, environment: 'sandbox', active });
  if (fence.kind !== 'held') throw new Error('a change was not confirmed within 5 s');
  return performance.now() - began;
}

async function oneAfterTheOther(scene: Scene, count: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) took.push(await timed(scene, i, Math.floor(i / changers) % 2 === 1));
  return took.slice(changers);
}

async function allAtOnce(scene: Scene): Promise<{ took: number[]; perSecond: number }> {
  const took: number[] = [];
  const began = performance.now();
  const loops = Array.from({ length: changers }, async (_, at) => {
    for (let i = 0; performance.now() - began < togetherMs; i++)
      took.push(await timed(scene, at, i % 2 === 0));
  });
  await Promise.all(loops);
  return { took, perSecond: (took.length * 1000) / (performance.now() - began) };
}

/** A member that loads and joins must hold nobody up. */
async function whileOneStarts(world: World, scene: Scene): Promise<number[]> {
  const [gateway] = world.gateways;
  if (gateway === undefined) throw new Error('no gateway');
  await gateway.end('SIGTERM');
  let starting = true;
  const started = gateway.start().finally(() => {
    starting = false;
  });
  const took: number[] = [];
  for (let i = 0; starting || i < 20; i++) took.push(await timed(scene, i, i % 2 === 0));
  await started;
  return took;
}

/** What the checks cost of a call, by the processor time of a gateway under load. */
async function shareOfChecks(world: World, scene: Scene) {
  const [gateway] = world.gateways;
  if (gateway === undefined) throw new Error('no gateway');
  for (let i = 0; i < changers; i++) await timed(scene, i, true);
  const warm = new Callers([gateway], scene, 16);
  await new Promise(resolve => setTimeout(resolve, 2_000));
  await warm.end();
  const before = await cpuTime(gateway.pid);
  const callers = new Callers([gateway], scene, 16);
  await new Promise(resolve => setTimeout(resolve, 5_000));
  const calls = (await callers.end()).filter(({ status }) => status === 200).length;
  const cpuMicroseconds = (((await cpuTime(gateway.pid)) - before) * 1000) / calls;
  const nanoseconds = nanosecondsPerCheck();
  return {
    nanoseconds,
    cpuMicroseconds,
    share: (nanoseconds * checksPerCall) / 1000 / cpuMicroseconds,
  };
}

function nanosecondsPerCheck(): number {
  const lease = leaseFrom(instant(), { leaseMs: 3_600_000, heartbeatMs: 1_000, guardMs: 250 });
  const count = 5_000_000;
  let fresh = 0;
  const began = performance.now();
  for (let i = 0; i < count; i++) if (isFresh(lease, instant())) fresh += 1;
  if (fresh !== count) throw new Error('a check failed');
  return ((performance.now() - began) * 1e6) / count;
}
