import { z } from 'zod';
import {
  evaluateChannelErrors,
  evaluateErrorRates,
  evaluateFirstCalls,
  evaluateSilence,
} from '../notifications/index.ts';
import type { Job } from './job.ts';

const payload = z.strictObject({});

/** Alerts reach people within a minute: calls are visible after two seconds, jobs are looked for every five. */
export const evaluateErrors: Job<typeof payload> = {
  name: 'evaluate-errors',
  payload,
  every: '15 seconds',
  run: async () => ({ errorRates: await evaluateErrorRates(), firstCalls: await evaluateFirstCalls() }),
};

export const watchSilence: Job<typeof payload> = {
  name: 'watch-silence',
  payload,
  every: '10 minutes',
  run: async () => ({ told: await evaluateSilence() }),
};

/** The first failure after a quiet time is in the channel within a minute; then every quarter of an hour. */
export const evaluateChannels: Job<typeof payload> = {
  name: 'evaluate-channels',
  payload,
  every: '30 seconds',
  run: async () => ({ digests: await evaluateChannelErrors() }),
};
