import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, onShutdown, SettingsError } from '@ck/shared/process';
import { readGatewaySettings } from './config.ts';
import { startGateway } from './start-gateway.ts';

async function main(): Promise<void> {
  const settings = readGatewaySettings(process.env);
  await connectDatabase(settings.mongodbUri);
  const gateway = await startGateway(settings);
  onShutdown(async () => {
    await gateway.close();
    await disconnectDatabase();
  });
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
