import { summarizeCalls } from '../calls/index.ts';
import type { Environment } from '../endpoints/index.ts';

/** What a key did lately, so that an owner decides on facts: counted from its calls, console included. */
export type Evidence = {
  environment: Environment;
  since: Date;
  until: Date;
  calls: number;
  /** Answered by the upstream with a status below 400. */
  succeeded: number;
  /** The most used first, at most 20. */
  operations: { method: string; path: string; calls: number; succeeded: number }[];
  lastError?: { callId: string; at: Date; method: string; path: string; status: number; outcome: string };
};

const evidenceDays = 7;
const dayMs = 24 * 60 * 60 * 1000;

/** For rooms that have authorized the actor on the key already. */
export async function collectEvidence(
  keyId: string,
  environment: Environment,
  until = new Date(),
): Promise<Evidence> {
  const since = new Date(until.getTime() - evidenceDays * dayMs);
  return { environment, since, until, ...(await summarizeCalls({ keyId, environment, since, until })) };
}
