import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exampleRequest } from '@ck/openapi/examples';
import {
  compileMatcher,
  listOperations,
  type Matcher,
  type Operation,
  scopeDocument,
} from '@ck/openapi/operations';
import { parseDocument } from '@ck/openapi/parsing';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { githubDocument } from './github-document.ts';

/** What must hold: see issue 6. */
const limits = { readMs: 5_000, readMegabytes: 600, matchRatio: 3 };
const readings = 5;
const rounds = 20;
const callsPerRound = 20_000;

/** GitHub's REST description (about 13 MB, over a thousand operations) read, listed, matched, scoped and sampled. */
export async function run(): Promise<boolean> {
  const file = await githubDocument();
  const { ours, plain } = await readTurnByTurn(file);
  const text = await readFile(file, 'utf8');
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  const { document } = parsed;
  const operations = listOperations(document);
  const few = { ...document, paths: Object.fromEntries(Object.entries(document.paths ?? {}).slice(0, 6)) };
  const matched = interleaved(compileMatcher(few), listOperations(few), compileMatcher(document), operations);

  const steps: [string, number][] = [
    ['listed', timed(() => listOperations(document))],
    ['matcher compiled', timed(() => compileMatcher(document))],
    [
      'scoped',
      timed(() =>
        scopeDocument(document, {
          allows: () => true,
          server: { url: 'https://g' },
          keyHeader: 'X-Api-Key',
          others: 'marked',
        }),
      ),
    ],
    [
      'an example request of every operation',
      timed(() => operations.map(operation => exampleRequest(document, operation))),
    ],
  ];
  console.log(
    table(
      [`GitHub's description, ${operations.length} operations`, 'ms', 'MB', '× JSON.parse'],
      [
        [
          'JSON.parse alone',
          median(plain, 'milliseconds').toFixed(0),
          median(plain, 'megabytes').toFixed(0),
          '1.0',
        ],
        [
          'parseDocument',
          median(ours, 'milliseconds').toFixed(0),
          median(ours, 'megabytes').toFixed(0),
          (median(ours, 'milliseconds') / median(plain, 'milliseconds')).toFixed(1),
        ],
        ...steps.map(([what, ms]) => [what, ms.toFixed(0), '', '']),
      ],
    ),
  );
  const ratio = percentile(matched.many, 50) / percentile(matched.few, 50);
  console.log(
    `\nOne look-up: ${percentile(matched.few, 50).toFixed(0)} ns among ${listOperations(few).length} operations, ${percentile(matched.many, 50).toFixed(0)} ns among ${operations.length}: ${ratio.toFixed(2)} ×`,
  );
  console.log(`Leaves out: reading the file. Load of this machine: ${(loadavg()[0] ?? 0).toFixed(1)}`);
  const slowest = Math.max(...ours.map(({ milliseconds }) => milliseconds));
  const largest = Math.max(...ours.map(({ megabytes }) => megabytes));
  return slowest < limits.readMs && largest < limits.readMegabytes && ratio < limits.matchRatio;
}

type Reading = { milliseconds: number; megabytes: number };

async function readTurnByTurn(file: string): Promise<{ ours: Reading[]; plain: Reading[] }> {
  const script = join(import.meta.dirname, 'read-process.ts');
  const read = async (how: string): Promise<Reading> => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, file, how]);
    return JSON.parse(stdout);
  };
  const found: { ours: Reading[]; plain: Reading[] } = { ours: [], plain: [] };
  for (let at = 0; at < readings; at++) {
    found.plain.push(await read('plain'));
    found.ours.push(await read('ours'));
  }
  return found;
}

const median = (some: readonly Reading[], of: keyof Reading) =>
  percentile(
    some.map(each => each[of]),
    50,
  );

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Nanoseconds of a look-up, the two turn by turn. */
function interleaved(few: Matcher, fewOperations: Operation[], many: Matcher, manyOperations: Operation[]) {
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let round = 0; round < rounds; round++) {
    times.few.push(lookUps(few, fewOperations));
    times.many.push(lookUps(many, manyOperations));
  }
  return times;
}

function lookUps(match: Matcher, operations: readonly Operation[]): number {
  const paths = operations.map(({ method, path }) => ({ method, path: path.replace(/\{[^}]*\}/g, 'x1') }));
  let found = 0;
  const began = performance.now();
  for (let at = 0; at < callsPerRound; at++) {
    const { method = 'get', path = '/' } = paths[at % paths.length] ?? {};
    if (match(method, path) !== undefined) found += 1;
  }
  const nanoseconds = ((performance.now() - began) * 1e6) / callsPerRound;
  if (found !== callsPerRound) throw new Error('an operation was not found');
  return nanoseconds;
}
