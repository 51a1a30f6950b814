import { mongodbUri, port, readSettings } from '@ck/shared/process';
import { z } from 'zod';
import { makeFirstCalls } from '../demo/first-calls.ts';

/** Child of run-once.ts: makes the demo's first calls, and says over IPC how many. */
const settings = readSettings(
  z.object({ MONGODB_URI: mongodbUri, GATEWAY_PORT: port, KEY_MASTER: z.string() }),
  process.env,
);
process.on('disconnect', () => process.exit(1));
if (process.connected !== true) process.exit(1);

const made = await makeFirstCalls({
  mongodbUri: settings.MONGODB_URI,
  gateway: `http://127.0.0.1:${settings.GATEWAY_PORT}`,
  keyMaster: settings.KEY_MASTER,
});
process.send?.({ made }, () => process.exit(0));
