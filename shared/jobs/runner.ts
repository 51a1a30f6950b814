import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose from 'mongoose';
import type { Logger } from '../process/index.ts';
import type { Job } from './job.ts';

/**
 * A worker that was killed leaves its jobs locked for so long; agenda's own ten minutes would be ten minutes without mail.
 * A job that takes longer says now and then that it is still there.
 */
const lockMs = 30_000;

/** Runs jobs from the database until it is drained. The database must be connected already. */
export async function startRunner(jobs: readonly Job[], log: Logger) {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error('the database is not connected');
  const backend = new MongoBackend({ mongo: db });
  const agenda = new Agenda({ backend, processEvery: '5 seconds', defaultLockLifetime: lockMs });
  agenda.on('error', (error: unknown) => log.error({ err: error }, 'the job store failed'));
  for (const job of jobs)
    agenda.define(job.name, async running => {
      const stillHere = setInterval(() => void running.touch().catch(() => undefined), lockMs / 3);
      await runJob(job, running.attrs.data, log).finally(() => clearInterval(stillHere));
    });
  await agenda.start();
  for (const { name, every } of jobs) if (every !== undefined) await agenda.every(every, name, {});
  return {
    /** Takes no more jobs and waits for those under way. */
    async drain(): Promise<void> {
      await agenda.drain();
    },
  };
}

/** A payload that does not parse fails loudly, before the handler sees it. */
export async function runJob(job: Job, data: unknown, log: Logger, now = new Date()): Promise<void> {
  const parsed = job.payload.safeParse(data ?? {});
  if (!parsed.success) {
    log.error({ job: job.name, issues: parsed.error.issues.map(issue => issue.message) }, 'bad payload');
    throw new Error(`the payload of ${job.name} does not parse`);
  }
  const result = await job.run(parsed.data, { now });
  log.info({ job: job.name, ...result }, 'job done');
}
