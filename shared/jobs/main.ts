import { z } from 'zod';
import { connectDatabase, disconnectDatabase } from '../database/index.ts';
import {
  announceReady,
  createLog,
  mongodbUri,
  onShutdown,
  readSettings,
  SettingsError,
} from '../process/index.ts';
import { jobs } from './definitions.ts';
import { startRunner } from './runner.ts';

async function main(): Promise<void> {
  const settings = readSettings(z.object({ MONGODB_URI: mongodbUri }), process.env);
  const log = createLog('worker');
  await connectDatabase(settings.MONGODB_URI);
  const runner = await startRunner(jobs, log);
  onShutdown(async () => {
    await runner.drain();
    await disconnectDatabase();
  });
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
