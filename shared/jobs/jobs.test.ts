import mongoose from 'mongoose';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createLog } from '../process/index.ts';
import { suiteDatabase } from '../testing/database.ts';
import { cleanUpSessions } from './clean-up-sessions.ts';
import { runJob, startRunner } from './runner.ts';

suiteDatabase();
const log = createLog('test', 'silent');

test('an ended session goes, a live one stays', async () => {
  const sessions = mongoose.connection.collection('sessions');
  const now = new Date();
  await sessions.insertMany([
    { token: 'ended', expiresAt: new Date(now.getTime() - 1000) },
    { token: 'live', expiresAt: new Date(now.getTime() + 60_000) },
  ]);
  expect(await cleanUpSessions.run({}, { now })).toEqual({ deleted: 1 });
  expect(await sessions.distinct('token')).toEqual(['live']);
});

test('a payload that does not parse never reaches the handler', async () => {
  const run = vi.fn(async () => ({}));
  const job = { name: 'strict', payload: z.object({ id: z.string() }), run };
  await expect(runJob(job, { id: 7 }, log)).rejects.toThrow('does not parse');
  expect(run).not.toHaveBeenCalled();
});

test('a job that repeats runs at start, and draining waits for it', async () => {
  let finish = () => {};
  const finished = vi.fn();
  const started = new Promise<void>(begin => {
    const job = {
      name: 'slow',
      payload: z.object({}),
      every: '1 hour',
      async run() {
        begin();
        await new Promise<void>(resolve => {
          finish = resolve;
        });
        finished();
        return {};
      },
    };
    void startRunner([job], log).then(runner => {
      drain = () => runner.drain();
    });
  });
  let drain = async () => {};
  await started;
  const drained = drain();
  finish();
  await drained;
  expect(finished).toHaveBeenCalledOnce();
});
