import type { Logger, VersionedSecret } from '@ck/shared/process';
import type { Recorder } from './call-recorder.ts';
import type { TrustedProxies } from './client-address.ts';
import type { Documents } from './documents.ts';
import type { FenceChecks } from './fence-checks.ts';
import type { Forwarder } from './forward.ts';
import type { KeyDirectory } from './key-directory.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import type { OpenCalls } from './open-calls.ts';

/** What a call needs to know of the fence: whether it may be decided at all, and by which clock. */
export type Freshness = { isFresh(): boolean; databaseNow(): number; readonly applied: number };

/** All that the steps of a call work with. */
export type Gateway = {
  directory: KeyDirectory;
  documents: Documents;
  fence: Freshness;
  openCalls: OpenCalls;
  checks: FenceChecks;
  forwarder: Forwarder;
  recorder: Recorder;
  metrics: Metrics;
  log: Logger;
  trustedProxies: TrustedProxies;
  /** What its own port speaks. */
  scheme: 'http' | 'https';
  /** Without it no call is believed to be the console's. */
  consoleSecret?: VersionedSecret | undefined;
  /** This process, this start, this membership. */
  readonly incarnation: string;
  limits: Limits;
  inFlight: number;
  /** Stopping: no longer ready, calls under way still end. */
  draining: boolean;
};
