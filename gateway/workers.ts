import cluster, { type Worker } from 'node:cluster';
import type { Logger } from '@ck/shared/process';

const window = 60_000;
const deathsAtMost = 5;
const firstDelayMs = 200;

export type Workers = {
  /** Settled once all of them serve; rejected when one dies too often. */
  ready: Promise<void>;
  pids(): number[];
  /** Tells them to drain, and waits for their end. */
  stop(): Promise<void>;
};

/** Several gateway processes on one port, each a member of the fence of its own. One that dies is started again. */
export function startWorkers(count: number, log: Logger, changed: () => void, gaveUp: () => void): Workers {
  const serving = new Set<number>();
  const deaths: number[] = [];
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  let stopping = false;

  const start = (number: number) => {
    const worker = cluster.fork({ GATEWAY_WORKER: String(number) });
    worker.on('message', said => {
      if (!isReady(said)) return;
      serving.add(number);
      if (serving.size === count) ready.resolve();
      changed();
    });
    worker.on('exit', (code, signal) => {
      changed();
      if (stopping) return;
      const now = Date.now();
      deaths.push(now);
      const recent = deaths.filter(at => now - at < window).length;
      log.error({ worker: number, code, signal, recent }, 'a worker ended and is started again');
      if (recent < deathsAtMost) setTimeout(() => stopping || start(number), firstDelayMs * recent);
      else {
        ready.reject(new Error(`workers ended ${recent} times within a minute`));
        gaveUp();
      }
    });
  };
  for (let number = 1; number <= count; number++) start(number);

  const living = () => Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined);
  return {
    ready: ready.promise,
    pids: () => living().flatMap(({ process: { pid } }) => pid ?? []),
    async stop() {
      stopping = true;
      await Promise.all(living().map(ended));
    },
  };
}

/** The workers drain on SIGTERM, as a single gateway does. */
async function ended(worker: Worker): Promise<void> {
  const exited = new Promise(resolve => worker.once('exit', resolve));
  worker.process.kill('SIGTERM');
  await exited;
}

function isReady(said: unknown): boolean {
  return typeof said === 'object' && said !== null && 'type' in said && said.type === 'ready';
}
