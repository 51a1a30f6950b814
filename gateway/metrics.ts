import cluster from 'node:cluster';
import { createServer, type Server } from 'node:http';
import type { FenceMember } from '@ck/shared/fence';
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import type { CallRecorder } from './call-recorder.ts';
import { Histogram } from './histogram.ts';

/** What the gateway tells Prometheus. Calls without a known key have no record; they are counted here. */
export function createMetrics(read: {
  keys(): number;
  unreadable(): number;
  recorder(): CallRecorder['state'];
  inFlight(): number;
  fence(): FenceMember['state'];
}) {
  const registry = new Registry();
  if (cluster.isWorker) answerParent(registry);
  const registers = [registry];
  type Aggregator = 'sum' | 'min' | 'max';
  const gauge = (name: string, help: string, value: () => number, aggregator: Aggregator = 'sum') =>
    new Gauge({ name, help, registers, aggregator, collect: set(value) });
  gauge('ck_keys', 'Keys in the directory', read.keys, 'min');
  gauge(
    'ck_unreadable',
    'Keys and endpoints that were read and not understood, since start',
    read.unreadable,
  );
  gauge('ck_spool_bytes', 'Call records on this machine, in bytes', () => read.recorder().bytes);
  gauge(
    'ck_spool_age_seconds',
    'How long the oldest call record waits to be stored',
    () => read.recorder().ageSeconds,
    'max',
  );
  gauge('ck_records_pending', 'Call records not stored yet', () => read.recorder().pending);
  gauge(
    'ck_recorder_failures',
    'Writes to the spool and to the database that failed, since start',
    () => read.recorder().failures,
  );
  gauge('ck_calls_in_flight', 'Calls under way', read.inFlight);
  gauge(
    'ck_fence_lease_slack_seconds',
    'How long this gateway may serve without another renewal',
    () => read.fence().leaseSlackMs / 1000,
    'min',
  );
  gauge(
    'ck_fence_applied_epoch',
    'The newest change that this gateway obeys',
    () => read.fence().applied,
    'min',
  );
  gauge(
    'ck_fence_epoch',
    'The newest change that this gateway has heard of',
    () => read.fence().fenceEpoch,
    'max',
  );
  gauge('ck_fence_renewals', 'Renewals of the lease since start', () => read.fence().renewals);
  /** By outcome. They are handed over when somebody asks: a counter of the package takes longer than to count. */
  const counts = new Map<string, { calls: number }>();
  new Counter({
    name: 'ck_calls_total',
    help: 'Calls by outcome: ok or the code of the refusal',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset();
      for (const [outcome, { calls }] of counts) this.inc({ outcome }, calls);
    },
  });
  return {
    registry,
    count(outcome: string): void {
      const counted = counts.get(outcome);
      if (counted === undefined) counts.set(outcome, { calls: 1 });
      else counted.calls += 1;
    },
    seconds: new Histogram(
      {
        name: 'ck_gateway_seconds',
        help: 'Time in the gateway, without the upstream',
        bounds: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1],
      },
      registry,
    ),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** A worker's numbers are asked for by its parent. */
function answerParent(registry: Registry): void {
  AggregatorRegistry.setRegistries(registry);
  new AggregatorRegistry();
}

/** The parent's view of its workers: what they count is added up, of what they measure the worst is told. */
export function createClusterMetrics(): Scraped {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, metrics: () => registry.clusterMetrics() };
}

type Scraped = { contentType: string; metrics(): Promise<string> };

function set(read: () => number) {
  return function collect(this: Gauge) {
    this.set(read());
  };
}

/** The admin port: metrics only, never reachable through the port for partners. */
export function createAdminServer(scraped: Scraped): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    scraped.metrics().then(
      text => response.writeHead(200, { 'Content-Type': scraped.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
