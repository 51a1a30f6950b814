import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import {
  announceReady,
  createLog,
  httpAddress,
  mongodbUri,
  onShutdown,
  port,
  readSettings,
  SettingsError,
} from '@ck/shared/process';
import { z } from 'zod';
import { createApp } from './app.ts';

const schema = z.object({
  BOT_PORT: port.default(4100),
  BOT_HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: mongodbUri,
  PORTAL_URL: httpAddress,
  SLACK_SIGNING_SECRET: z.string({ error: 'is required: see the Slack app, Basic Information' }).min(16),
  SLACK_BOT_TOKEN: z.string({ error: 'is required: begins with xoxb-' }).startsWith('xoxb-'),
  SLACK_API_URL: httpAddress.optional(),
});

async function main(): Promise<void> {
  const settings = readSettings(schema, process.env);
  await connectDatabase(settings.MONGODB_URI);
  const app = createApp(
    {
      signingSecret: settings.SLACK_SIGNING_SECRET,
      token: settings.SLACK_BOT_TOKEN,
      portal: settings.PORTAL_URL,
      ...(settings.SLACK_API_URL !== undefined && { slackApiUrl: settings.SLACK_API_URL }),
    },
    createLog('bot'),
  );
  await app.start({ port: settings.BOT_PORT, host: settings.BOT_HOST });
  onShutdown(async () => {
    await app.stop();
    await settleChanges();
    await disconnectDatabase();
  });
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
