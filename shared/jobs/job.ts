import type { z } from 'zod';

/** A job: its name, what it is given, when it runs, what it does. Handlers are safe to run twice and at once. */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  payload: Schema;
  /** For jobs that run by themselves, in words that agenda reads. */
  every?: string;
  run(payload: z.output<Schema>, means: { now: Date }): Promise<Record<string, unknown>>;
};
