import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@ck/shared/database';
import { createLog } from '@ck/shared/process';
import { Call } from '../../gateway/call.ts';
import { CallRecorder, type Recorder } from '../../gateway/call-recorder.ts';
import type { Exchange } from '../../gateway/exchange.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { KeyEntry } from '../../gateway/key-directory.ts';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const callsPerRound = 5_000;
const connections = 32;
const keys = 200;

const none: Recorder = {
  hasRoom: true,
  state: { bytes: 0, ageSeconds: 0, pending: 0, failures: 0 },
  begin: (_: unknown, then: (written: boolean) => void) => {
    then(true);
    return {};
  },
  finish: (_: unknown, _end: unknown, then: (written: boolean) => void) => then(true),
  drained: async () => {},
  close: async () => {},
} as unknown as Recorder;

function aGateway(recorder: Recorder): Gateway {
  return {
    recorder,
    fence: { isFresh: () => true, databaseNow: () => 0, applied: 4711 },
    incarnation: newId(),
    metrics: { count() {}, seconds: { observe() {} } },
  } as unknown as Gateway;
}

function anEntry(endpointId: string): KeyEntry {
  const state = { permissions: new Set(['create', 'read', 'update', 'delete']) };
  const authority = { endpointId, keyId: newId(), sandbox: state, production: state };
  return { digest: '', authority, environment: 'production', generation: 1 } as unknown as KeyEntry;
}

const exchange = {
  head: {
    method: 'GET',
    target: '/bench/small',
    address: '127.0.0.1',
    rawHeaders: [
      'Host',
      '127.0.0.1',
      'Connection',
      'keep-alive',
      'X-Api-Key',
      'ck_x',
      'User-Agent',
      'bench/1.0 (loop)',
      'Accept',
      '*/*',
    ],
  },
} as unknown as Exchange;

function makeCall(gateway: Gateway, entries: KeyEntry[], number: number): Call {
  const call = new Call(gateway, exchange);
  call.path = '/bench/small';
  call.query = number % 4 === 0 ? 'page=2' : '';
  call.entry = entries[number % entries.length];
  call.needed = 'read';
  call.documentRevision = 3;
  call.operationId = 'get /small';
  return call;
}

const turns = (count: number, then: () => void): unknown =>
  count === 0 ? then() : setImmediate(() => turns(count - 1, then));

async function burst(gateway: Gateway, entries: KeyEntry[]): Promise<void> {
  let number = 0;
  const one = (done: () => void): void => {
    if (number >= callsPerRound) return done();
    const mine = number++;
    const call = makeCall(gateway, entries, mine);
    call.begin(() =>
      turns(1 + (mine % 5), () => {
        call.bytesOut = 100;
        call.upstreamMs = 1.234;
        call.finish('ok', 200, () => turns(1 + (mine % 3), () => one(done)));
      }),
    );
  };
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>(one)));
}

export async function measureLoop(): Promise<boolean> {
  return await withDatabase(0.25, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ck-loop-'));
    const log = createLog('bench');
    const means = (name: string) => ({
      directory: join(folder, name),
      slot: { number: 1, count: 1 },
      quotaBytes: 2 ** 30,
      log,
    });
    const kept = await CallRecorder.open({
      ...means('kept'),
      store: async () => ({ completed: 0, alarms: [] }),
    });
    const unwritten = await CallRecorder.open({
      ...means('unwritten'),
      store: async () => ({ completed: 0, alarms: [] }),
      write: (_fd, _bytes, _from, length) => length,
    });
    const stored = await CallRecorder.open(means('stored'));
    const modes = (
      [
        ['nothing', none],
        ['not to the system', unwritten],
        ['written down', kept],
        ['and stored', stored],
      ] as const
    )
      .filter(([name]) => (process.env.ONLY ?? name) === name)
      .map(([name, recorder]) => ({ name, recorder, gateway: aGateway(recorder), used: [] as number[] }));
    const entries = Array.from({ length: keys }, () => anEntry('01ENDPOINT0000000000000000'));
    for (let round = -5; round < rounds; round++)
      for (const { recorder, gateway, used } of modes) {
        const before = process.cpuUsage();
        await burst(gateway, entries);
        await recorder.drained();
        const { user, system } = process.cpuUsage(before);
        if (round >= 0) used.push((user + system) / callsPerRound);
      }
    console.log(
      table(
        ['a call', 'µs, median', 'least'],
        modes.map(({ name, used }) => [name, percentile(used, 50).toFixed(2), Math.min(...used).toFixed(2)]),
      ),
    );
    await kept.close();
    await stored.close();
    await rm(folder, { recursive: true });
    return true;
  });
}
if (process.argv[1]?.endsWith('loop.ts')) await measureLoop().then(() => process.exit(0));
