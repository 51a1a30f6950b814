/** A gateway to be measured; with BENCH_RECORDER=off one that writes nothing down, for the difference. */
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, onShutdown } from '@ck/shared/process';
import { readGatewaySettings } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import { recordsNothing } from './no-recorder.ts';

const settings = readGatewaySettings(process.env);
await connectDatabase(settings.mongodbUri);
const mutation = process.env.BENCH_RECORDER === 'off' ? { mutation: { recorder: recordsNothing } } : {};
const gateway = await startGateway({ ...settings, ...mutation });
process.on('message', () => process.send?.({ type: 'state', state: gateway.recorder.state }));
onShutdown(async () => {
  await gateway.close();
  await disconnectDatabase();
});
announceReady();
