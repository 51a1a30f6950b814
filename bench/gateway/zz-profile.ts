import { Load } from './load.ts';
import { startOurs } from './peers.ts';
import { openPlace } from './place.ts';
import { treeCpu } from './tree-cpu.ts';
import { requestsOf, workloads } from './workloads.ts';
const place = await openPlace(10_000);
const load = await Load.start();
const peer = await startOurs(place, (process.env.L as 'fast') ?? 'fast', process.env.STORE === 'off' ? { BENCH_STORE: 'off' } : {});
for (const i of (process.env.W ?? '0').split(',').map(Number)) {
  const workload = workloads[i]!;
  const requests = requestsOf(workload, place.texts, false);
  for (let r = 0; r < Number(process.env.R ?? 6); r++) {
    const before = await treeCpu(peer.pid);
    const res = await load.run({ port: peer.port, connections: 32, requests, calls: 10000, bodyBytes: workload.bodyBytes });
    await peer.settled();
    console.log(workload.name, ((await treeCpu(peer.pid)) - before) / 10000, 'us', (10000 / res.seconds).toFixed(0), '/s', res.answered, res.wrong, ((await peer.state()).rss/1e6).toFixed(0));
  }
}
await load.stop();
await peer.stop();
await place.close();
process.exit(0);
