import { connectDatabase, disconnectDatabase } from '../database/index.ts';
import { createMailer } from '../mail/index.ts';
import { announceReady, createLog, onShutdown, SettingsError } from '../process/index.ts';
import { readWorkerSettings } from './config.ts';
import { makeJobs } from './definitions.ts';
import { startRunner } from './runner.ts';

async function main(): Promise<void> {
  const { mongodbUri, mail, ...means } = readWorkerSettings(process.env);
  const log = createLog('worker');
  await connectDatabase(mongodbUri);
  const mailer = createMailer(mail);
  const runner = await startRunner(makeJobs({ ...means, mailer, log }), log);
  onShutdown(async () => {
    await runner.drain();
    mailer.close();
    await disconnectDatabase();
  });
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
