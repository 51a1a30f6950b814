/** Switches one key off and dies at the step it is told, as a process that is killed there. */
import { subscribe } from 'node:diagnostics_channel';
import { connectDatabase } from '@ck/shared/database';
import { switchKey } from '@ck/shared/keys';

const { MONGODB_URI = '', KEY_ID = '', DIE_AT = '' } = process.env;

subscribe('ck:fence', message => {
  const { step } = message as { step: string };
  if (step === DIE_AT) process.kill(process.pid, 'SIGKILL');
});
await connectDatabase(MONGODB_URI);
const job = { kind: 'job', job: 'campaign', surface: 'job' } as const;
await switchKey(job, { keyId: KEY_ID, environment: 'sandbox', active: false });
process.exit(0);
