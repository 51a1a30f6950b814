/** A gateway whose database goes away, or whose disk is full. */
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, onShutdown } from '@ck/shared/process';
import { readGatewaySettings } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/start-gateway.ts';

const settings = readGatewaySettings(process.env);
await connectDatabase(settings.mongodbUri);
const gateway = await startGateway(settings);
process.on('message', () => process.send?.({ type: 'state', state: gateway.recorder.state }));
onShutdown(async () => {
  await gateway.close();
  await disconnectDatabase();
});
announceReady();
