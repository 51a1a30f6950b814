import type { Logger } from '@ck/shared/process';
import type { CallRecorder } from './call-recorder.ts';
import type { TrustedProxies } from './client-address.ts';
import type { Forwarder } from './forward.ts';
import type { KeyDirectory } from './key-directory.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';

/** All that the steps of a call work with. */
export type Gateway = {
  directory: KeyDirectory;
  forwarder: Forwarder;
  recorder: CallRecorder;
  metrics: Metrics;
  log: Logger;
  trustedProxies: TrustedProxies;
  /** This process, this start. */
  incarnation: string;
  limits: Limits;
  inFlight: number;
  /** Stopping: no longer ready, calls under way still end. */
  draining: boolean;
};
