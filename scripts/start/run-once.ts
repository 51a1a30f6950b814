import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { z } from 'zod';
import { type ChildLog, lastWords, openChildLog } from './child-log.ts';
import type { ChildSpec } from './supervised-child.ts';

export const seeded = z.object({
  endpoint: z.string(),
  owner: z.object({ email: z.string() }),
  collaborator: z.object({ email: z.string() }),
  keys: z.object({ sandbox: z.string(), production: z.string() }),
  blocked: z.string().exactOptional(),
});

export type SeededDemo = z.output<typeof seeded>;

export const firstCalls = z.object({ made: z.number() });

type Means = { logFolder: string; signal: AbortSignal; logs(name: string, log: ChildLog): void };

/**
 * Runs a step of the demo to its end in a process of its own, which keeps the domain out of the supervisor.
 * @returns what it answered over IPC
 * @throws Error with its last words.
 */
export async function runOnce<Answer>(
  spec: ChildSpec,
  answer: z.ZodType<Answer>,
  { logFolder, signal, logs }: Means,
): Promise<Answer> {
  signal.throwIfAborted();
  const log = openChildLog(logFolder, spec.name);
  logs(spec.name, log);
  const child = spawn(process.execPath, [spec.file], {
    stdio: ['ignore', log.descriptor, log.descriptor, 'ipc'],
    env: spec.environment,
    signal,
  });
  closeSync(log.descriptor);
  let said: unknown;
  child.on('message', message => {
    said = message;
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  if (code === 0) return answer.parse(said);
  const words = lastWords(log).map(line => `    ${line}`);
  throw new Error(`${spec.name} ended with ${code}:\n${words.join('\n')}\n  Its log: ${log.path}`);
}
