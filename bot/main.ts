import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { announceReady, createLog, onShutdown, readSettings, SettingsError } from '@ck/shared/process';
import { createBot } from './app.ts';
import { botSettingsSchema } from './config.ts';

async function main(): Promise<void> {
  const settings = readSettings(botSettingsSchema, process.env);
  await connectDatabase(settings.MONGODB_URI);
  const secrets = { pepper: settings.PEPPER, master: settings.KEY_MASTER, mail: settings.MAIL_SECRET };
  const bot = createBot(settings.slack, secrets, createLog('bot'));
  await bot.start({ port: settings.BOT_PORT, host: settings.BOT_HOST });
  onShutdown(async () => {
    await bot.stop();
    await settleChanges();
    await disconnectDatabase();
  });
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
