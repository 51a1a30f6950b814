import { createServer, type Server } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the gateway tells Prometheus. Calls without a known key have no record; they are counted here. */
export function createMetrics(read: {
  keys(): number;
  queued(): number;
  lost(): number;
  inFlight(): number;
}) {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({ name: 'ck_keys', help: 'Keys in the directory', registers, collect: set(read.keys) });
  new Gauge({
    name: 'ck_records_queued',
    help: 'Call records not stored yet',
    registers,
    collect: set(read.queued),
  });
  new Gauge({
    name: 'ck_records_lost',
    help: 'Call records lost since start',
    registers,
    collect: set(read.lost),
  });
  new Gauge({ name: 'ck_calls_in_flight', help: 'Calls under way', registers, collect: set(read.inFlight) });
  return {
    registry,
    calls: new Counter({
      name: 'ck_calls_total',
      help: 'Calls by outcome: ok or the code of the refusal',
      labelNames: ['outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'ck_gateway_seconds',
      help: 'Time in the gateway, without the upstream',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

function set(read: () => number) {
  return function collect(this: Gauge) {
    this.set(read());
  };
}

/** The admin port: metrics only, never reachable through the port for partners. */
export function createAdminServer({ registry }: Metrics): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      text => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
