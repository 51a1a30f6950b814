import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { database } from '@ck/shared/database';
import { DatabaseProxy } from '../../scripts/campaign/database-proxy.ts';
import { MeasuredGateway } from './measured-gateway.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);
const diskMegabytes = 4;
const answeredOk = () => database().collection('calls').countDocuments({ outcome: 'ok' });

/**
 * Calls go on while the database is away until the disk is full: a small file system of its own where we may mount one
 * (root), else the spool's quota. @returns whether every call that was answered is in the log at the end
 */
export async function measureFullDisk(place: Place): Promise<boolean> {
  const folder = join(place.folder, 'small-disk');
  await mkdir(folder);
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  try {
    return await fillUp(place, folder, isMounted);
  } finally {
    if (isMounted) await run('umount', [folder]);
  }
}

async function fillUp(place: Place, folder: string, isMounted: boolean): Promise<boolean> {
  const proxy = await DatabaseProxy.open(() => place.databasePort);
  const gateway = await MeasuredGateway.start({
    ...place.settings,
    ...{ MONGODB_URI: proxy.uri, GATEWAY_NAME: 'small', FENCE_LEASE_MS: '600000', GATEWAY_DATA: folder },
    GATEWAY_SPOOL_MIB: isMounted ? '1024' : String(diskMegabytes),
  });
  const before = await answeredOk();
  proxy.cut();
  const full = await gateway.burst(place.path, place.keyText, (_, seconds) => seconds > 8);
  const { failures } = await gateway.state();
  proxy.heal();
  while ((await gateway.state()).pending > 0) await new Promise(resolve => setTimeout(resolve, 50));
  const after = await gateway.burst(place.path, place.keyText, (_, seconds) => seconds > 2);
  while ((await gateway.state()).pending > 0) await new Promise(resolve => setTimeout(resolve, 50));
  const recorded = (await answeredOk()) - before;
  await gateway.stop();
  await proxy.close();
  const answered = full.answered + after.answered;
  console.log(
    `A ${isMounted ? `disk of ${diskMegabytes} MB` : `quota of ${diskMegabytes} MiB`} was filled while the database was away: ` +
      `${full.answered} calls answered, ${full.refused} refused, ${failures} writes failed; with the database back ` +
      `${after.answered} answered, ${after.refused} refused. ${recorded} of ${answered} answered calls are in the log.`,
  );
  return recorded === answered && full.refused > 0 && after.answered > 0;
}
