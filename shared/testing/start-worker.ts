import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type WorkerProcess = {
  child: ChildProcess;
  ended: Promise<unknown>;
  /** Until it says that it serves; it may be at work before. */
  untilReady(): Promise<void>;
};

type WorkerSettings = { mongodbUri: string; smtpUrl: string; mailSecret: string; clockAheadMs?: number };

/** The worker as `npm start` runs it, a process of its own. */
export function startWorker(settings: WorkerSettings): WorkerProcess {
  const { mongodbUri, smtpUrl, mailSecret, clockAheadMs = 0 } = settings;
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(join(import.meta.dirname, '../jobs/main.ts'), {
    env: {
      ...{ PATH, HOME, NODE_ENV: 'production', LOG_LEVEL: 'warn', CLOCK_AHEAD_MS: String(clockAheadMs) },
      ...{ MONGODB_URI: mongodbUri, SMTP_URL: smtpUrl, MAIL_SECRET: mailSecret },
      ...{ PORTAL_URL: 'https://portal.example', MAIL_FROM: 'Keys <keys@harbor.example>' },
    },
    execArgv: clockAheadMs === 0 ? [] : ['--import', join(import.meta.dirname, 'clock-ahead.ts')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', piece => (output += String(piece)));
  const ended = once(child, 'exit');
  const ready = once(child, 'message').then(() => true);
  return {
    child,
    ended,
    async untilReady() {
      const lives = await Promise.race([ready, ended.then(() => false)]);
      if (!lives) throw new Error(`the worker ended:\n${output}`);
    },
  };
}

export async function stopWorker({ child, ended }: WorkerProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}
