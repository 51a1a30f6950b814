/** A gateway to be measured; with BENCH_RECORDER=off one that writes nothing down, for the difference. */
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, onShutdown } from '@ck/shared/process';
import type { Recorder } from '../../gateway/call-recorder.ts';
import { readGatewaySettings } from '../../gateway/config.ts';
import { Begun } from '../../gateway/segments/open-begins.ts';
import { startGateway } from '../../gateway/start-gateway.ts';

const nothing = new Begun();
const none: Recorder = {
  hasRoom: true,
  state: { bytes: 0, ageSeconds: 0, pending: 0, failures: 0 },
  begin: (_, then) => {
    then(true);
    return nothing;
  },
  finish: (_begun, _end, then) => then(true),
  write: (_call, _end, then) => then(true),
  drained: async () => {},
  close: async () => {},
};

const settings = readGatewaySettings(process.env);
await connectDatabase(settings.mongodbUri);
const mutation = process.env.BENCH_RECORDER === 'off' ? { mutation: { recorder: none } } : {};
const gateway = await startGateway({ ...settings, ...mutation });
process.on('message', () => process.send?.({ type: 'state', state: gateway.recorder.state }));
onShutdown(async () => {
  await gateway.close();
  await disconnectDatabase();
});
announceReady();
