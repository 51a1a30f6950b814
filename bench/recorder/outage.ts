import { join } from 'node:path';
import { database } from '@ck/shared/database';
import { DatabaseProxy } from '../../scripts/campaign/database-proxy.ts';
import { MeasuredGateway } from './measured-gateway.ts';
import type { Place } from './place.ts';

const loadAfterSeconds = 5;
const stored = () => database().collection('calls').countDocuments();

/**
 * Calls go on while the database is away, and after it is back. A gateway refuses calls once its lease ends, so it gets
 * one here that lasts. @returns the rows per second that were stored under load, once the database was back
 */
export async function measureOutage(place: Place, awayMs: number): Promise<number> {
  const proxy = await DatabaseProxy.open(() => place.databasePort);
  const gateway = await MeasuredGateway.start({
    ...place.settings,
    ...{ MONGODB_URI: proxy.uri, GATEWAY_NAME: 'outage', FENCE_LEASE_MS: '600000' },
    GATEWAY_DATA: join(place.folder, 'outage'),
  });
  const load = (seconds: number) => gateway.burst(place.path, place.keyText, (_, since) => since > seconds);
  await load(2);
  const before = await afterAll(gateway);
  proxy.cut();
  const away = await load(awayMs / 1000);
  const { pending, bytes } = await gateway.state();
  proxy.heal();
  const began = performance.now();
  const meanwhile = await load(loadAfterSeconds);
  const [underLoad, loadMs] = [(await stored()) - before, performance.now() - began];
  const total = (await afterAll(gateway)) - before;
  const idleMs = performance.now() - began - loadMs;
  await gateway.stop();
  await proxy.close();
  const calls = away.answered + meanwhile.answered;
  const rate = (rows: number, ms: number) => ((rows * 1000) / ms).toFixed(0);
  console.log(
    `The database was away for ${awayMs / 1000} s under load: ${away.answered} calls answered, ${away.refused} refused; ` +
      `${pending} rows in ${(bytes / 1e6).toFixed(1)} MB waited.`,
  );
  console.log(
    `Back: ${rate(underLoad, loadMs)} rows/s stored while ${rate(meanwhile.answered, meanwhile.seconds * 1000)} calls/s went on, ` +
      `then ${rate(total - underLoad, idleMs)} rows/s. ${total} of ${calls} calls are stored.`,
  );
  if (total !== calls) throw new Error('the log and the calls do not add up');
  return (underLoad * 1000) / loadMs;
}

async function afterAll(gateway: MeasuredGateway): Promise<number> {
  while ((await gateway.state()).pending > 0) await new Promise(resolve => setTimeout(resolve, 50));
  return await stored();
}
