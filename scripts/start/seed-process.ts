import { mongodbUri, readSettings } from '@ck/shared/process';
import { z } from 'zod';
import { seedDemo } from '../demo/seed.ts';

/** Child of seed.ts: makes the demo where it is missing, and sends what the summary shows over IPC, never to a log. */
const settings = readSettings(
  z.object({
    MONGODB_URI: mongodbUri,
    UPSTREAM_URL: z.string(),
    KEY_MASTER: z.string(),
    UPSTREAM_MASTER: z.string(),
    PEPPER: z.string(),
    MAIL_SECRET: z.string(),
  }),
  process.env,
);
process.on('disconnect', () => process.exit(1));
if (process.connected !== true) process.exit(1);

const { KEY_MASTER, UPSTREAM_MASTER, PEPPER, MAIL_SECRET } = settings;
const demo = await seedDemo({
  mongodbUri: settings.MONGODB_URI,
  upstream: settings.UPSTREAM_URL,
  secrets: { KEY_MASTER, UPSTREAM_MASTER, PEPPER, MAIL_SECRET },
});
process.send?.(demo, () => process.exit(0));
