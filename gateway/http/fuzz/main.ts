/** `npm run fuzz -- --inputs 1000000`: the same bytes to both layers, until so many were tried or a difference is found. */
import { parseArgs } from 'node:util';
import { Differ } from './differ.ts';
import { inputsFrom } from './mutate.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const wanted = Number(values.inputs);
const tellMs = 30_000;

const differ = await Differ.start();
const next = inputsFrom(Number(values.seed));
const { tally } = differ;
const began = performance.now();
const memory = () => `${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MiB`;
let told = began;

function tell(): void {
  const { inputs, same, stricter, requests } = tally;
  const perSecond = (inputs / (performance.now() - began)) * 1000;
  console.log(
    `${inputs} inputs, ${requests} requests: ${same} the same on both, ${stricter} refused by ours only; ${perSecond.toFixed(0)} a second, ${memory()}`,
  );
}

while (tally.inputs < wanted && tally.differences.length === 0) {
  await differ.compare(Array.from({ length: Math.min(50, wanted - tally.inputs) }, next));
  if (performance.now() - told < tellMs) continue;
  told = performance.now();
  tell();
}
tell();
for (const { input, why, node, fast } of tally.differences)
  console.log(
    `\n${why}\n${JSON.stringify(input)}\nnode ${JSON.stringify(node)}\nours ${JSON.stringify(fast)}`,
  );
differ.stop();
process.exit(tally.differences.length === 0 ? 0 : 1);
