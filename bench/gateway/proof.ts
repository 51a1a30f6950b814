import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callCollection } from '@ck/shared/calls';
import { switchKey } from '@ck/shared/keys';
import { decodeEntry } from '../../gateway/segments/entry.ts';
import { readFrames } from '../../gateway/segments/frame.ts';
import type { Load } from './load.ts';
import type { OurPeer } from './peers.ts';
import type { Place } from './place.ts';
import { requestsOf, workloads } from './workloads.ts';

const calls = 2_000;

/**
 * That everything was on: each call wrote down its beginning and its end and has its row, and a key that is switched off
 * under load is refused from the instant in which that returned.
 */
export async function prove(place: Place, peer: OurPeer, load: Load): Promise<boolean> {
  const [workload] = workloads;
  if (workload === undefined) return false;
  const { texts, ids, owner } = place;
  const before = { ...(await entriesIn(peer.folder)), rows: await rows() };
  const order = { port: peer.port, connections: 32, bodyBytes: workload.bodyBytes };
  await load.run({ ...order, requests: requestsOf(workload, texts, false), calls });
  await peer.settled();
  const after = { ...(await entriesIn(peer.folder)), rows: await rows() };
  const found = {
    begun: after.begun - before.begun,
    done: after.done - before.done,
    rows: after.rows - before.rows,
  };

  const [lastId = '', lastText = ''] = [ids.at(-1), texts.at(-1)];
  const others = load.run({
    ...order,
    requests: requestsOf(workload, texts.slice(0, -1), false),
    calls: 20_000,
  });
  const target = { keyId: lastId, environment: 'production' as const };
  const call = () =>
    fetch(`http://127.0.0.1:${peer.port}/bench/small`, { headers: { 'X-Api-Key': lastText } }).then(
      ({ status }) => status,
    );
  const statuses = [await call()];
  await switchKey(owner, { ...target, active: false });
  statuses.push(await call());
  await switchKey(owner, { ...target, active: true });
  statuses.push(await call());
  const { answered } = await others;
  // Whoever counts rows next must not meet ours.
  await peer.settled();
  console.log(
    `${peer.name}: of ${calls} calls ${found.begun} begun, ${found.done} done, ${found.rows} rows; a key on, off and on again under load: ${statuses.join(', ')}; ${answered} of 20000 other calls answered`,
  );
  return (
    Object.values(found).every(count => count === calls) &&
    statuses.join() === '200,403,200' &&
    answered === 20_000
  );
}

const rows = () => callCollection().countDocuments({ outcome: 'ok' });

async function entriesIn(folder: string): Promise<{ begun: number; done: number }> {
  const found = { begun: 0, done: 0 };
  const slot = join(folder, 'slot-1');
  for (const name of await readdir(slot)) {
    if (!name.endsWith('.seg')) continue;
    for (const frame of readFrames(await readFile(join(slot, name)))) {
      const kind = frame.kind === 'payload' ? decodeEntry(frame.payload)?.kind : undefined;
      if (kind === 'begun' || kind === 'done') found[kind] += 1;
    }
  }
  return found;
}
