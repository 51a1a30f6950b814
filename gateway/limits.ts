/** What one call may take of the gateway. Bytes and milliseconds. */
export type Limits = {
  uriBytes: number;
  headerBytes: number;
  headerFields: number;
  bodyBytes: number;
  /** For the head of a request, from its first byte. */
  headMs: number;
  /** For a whole request. */
  requestMs: number;
  /** Bytes a second of a body, over some seconds: whoever sends less holds a connection for nothing. */
  bodyBytesPerSecond: number;
  /** How long a connection may stay open between two requests. */
  idleMs: number;
  /** How long a client may take nothing of an answer that waits for it. */
  stalledClientMs: number;
  connections: number;
  callsInFlight: number;
  /** Of one key, so that one partner leaves room for the others. */
  callsPerKey: number;
  upstreamConnectMs: number;
  upstreamHeadMs: number;
  /** Between two pieces of an answer: event streams with heartbeats live on. */
  upstreamIdleMs: number;
  /** How long calls under way may go on once the gateway stops; below the supervisor's patience of 30 s. */
  drainMs: number;
};

export const defaultLimits: Limits = {
  uriBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  headerFields: 100,
  bodyBytes: 10 * 1024 * 1024,
  headMs: 10_000,
  requestMs: 60_000,
  bodyBytesPerSecond: 100,
  idleMs: 5_000,
  stalledClientMs: 60_000,
  connections: 10_000,
  callsInFlight: 5_000,
  callsPerKey: 1_000,
  upstreamConnectMs: 5_000,
  upstreamHeadMs: 30_000,
  upstreamIdleMs: 60_000,
  drainMs: 20_000,
};
