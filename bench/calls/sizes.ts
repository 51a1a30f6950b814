import { availableParallelism, loadavg } from 'node:os';
import { database } from '@ck/shared/database';
import { inDatabase, type Server, withServer } from '../kept-server.ts';
import { countOnce, type Filled, fillOnce } from './fill.ts';
import { type Asked, together } from './verdict.ts';

const million = 1_000_000;
const turns = 5;

/** One turn of questions to one size. */
export type Ask = (filled: Filled) => Promise<Asked[]>;

/** @returns what all turns of these questions took, at the small size and at the large one */
export type AskBoth = (ask: Ask) => Promise<[small: Asked[], large: Asked[]]>;

/**
 * One million rows and as many millions as the command line says, each in a database of its own in one node. Both take
 * turns, so that whatever else this machine does slows both.
 */
export async function withSizes(judgeThem: (askBoth: AskBoth) => Promise<boolean>): Promise<boolean> {
  const most = Number(process.argv[3] ?? 1) * million;
  return await withServer(async server => {
    const sizes: Filled[] = [];
    for (const rows of new Set([Math.min(million, most), most]))
      sizes.push(await inDatabase(uriOf(server, rows), () => prepare(rows)));
    const holds = await judgeThem(ask => askInTurns(server, sizes, ask));
    console.log(`\nLoad of this machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
    return holds;
  });
}

const uriOf = (server: Server, rows: number) => server.uriOf(`calls-${rows}`);

async function prepare(rows: number): Promise<Filled> {
  const filled = await fillOnce(rows);
  await countOnce(filled);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const [calls, statistics] = [await sizeOf('calls'), await sizeOf('statistics')];
  console.log(
    `${rows} rows: ${megabytes(calls.size)}, on disk ${megabytes(calls.storageSize)}, indexes ${megabytes(calls.totalIndexSize)}; ` +
      `statistics: ${statistics.count} documents, ${megabytes(statistics.size)}, on disk ${megabytes(statistics.storageSize)}`,
  );
  return filled;
}

const sizeOf = (collection: string) => database().command({ collStats: collection });

async function askInTurns(
  server: Server,
  sizes: readonly Filled[],
  ask: Ask,
): Promise<[small: Asked[], large: Asked[]]> {
  const all: Asked[][] = sizes.map(() => []);
  for (let turn = 0; turn < turns; turn += 1)
    for (const [at, filled] of sizes.entries()) {
      const asked = await inDatabase(uriOf(server, filled.rows), () => ask(filled));
      all[at] = asked.map((one, question) => together(all[at]?.[question], one));
    }
  const [small = []] = all;
  return [small, all.at(-1) ?? small];
}
