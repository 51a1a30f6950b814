import { availableParallelism, loadavg } from 'node:os';
import { database } from '@ck/shared/database';
import { inDatabase, type Server, withServer } from '../kept-server.ts';
import { countOnce, type Filled, fillOnce } from './fill.ts';
import { type Asked, together } from './verdict.ts';

const million = 1_000_000;
const turns = 5;

/** One turn of questions to one size. */
type Ask = (filled: Filled) => Promise<Asked[]>;

/** The small size and the large one, each in a database of its own. */
export type Sizes = {
  /** Does something to each, one after the other. */
  each(work: (filled: Filled) => Promise<void>): Promise<void>;
  /** @returns what all turns of these questions took, at each size */
  ask(ask: Ask): Promise<[small: Asked[], large: Asked[]]>;
};

/**
 * One million rows and as many millions as the command line says, in one node. Both take turns, so that whatever else
 * this machine does slows both.
 */
export async function withSizes(judgeThem: (sizes: Sizes) => Promise<boolean>): Promise<boolean> {
  const most = Number(process.argv[3] ?? 1) * million;
  return await withServer(async server => {
    const filled: Filled[] = [];
    for (const rows of new Set([Math.min(million, most), most]))
      filled.push(await inDatabase(uriOf(server, rows), () => fill(rows)));
    const holds = await judgeThem({
      ask: ask => askInTurns(server, filled, ask),
      async each(work) {
        for (const one of filled) await inDatabase(uriOf(server, one.rows), () => work(one));
      },
    });
    console.log(`\nLoad of this machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
    return holds;
  });
}

const uriOf = (server: Server, rows: number) => server.uriOf(`calls-${rows}`);

async function fill(rows: number): Promise<Filled> {
  const filled = await fillOnce(rows);
  const { size, storageSize, totalIndexSize } = await sizeOf('calls');
  console.log(
    `${rows} rows: ${megabytes(size)}, on disk ${megabytes(storageSize)}, indexes ${megabytes(totalIndexSize)}`,
  );
  return filled;
}

/** Makes the statistics of a size, if they are not there yet. */
export async function count(filled: Filled): Promise<void> {
  await countOnce(filled);
  const { count: documents, size, storageSize } = await sizeOf('statistics');
  console.log(
    `statistics of ${filled.rows} rows: ${documents} documents, ${megabytes(size)}, on disk ${megabytes(storageSize)}`,
  );
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
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
