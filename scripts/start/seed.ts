import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { z } from 'zod';
import { lastWords, openChildLog } from './child-log.ts';
import type { ChildSpec } from './supervised-child.ts';

const seeded = z.object({
  endpoint: z.string(),
  owner: z.object({ email: z.string() }),
  collaborator: z.object({ email: z.string() }),
  keys: z.object({ sandbox: z.string(), production: z.string() }),
});

export type SeededDemo = z.output<typeof seeded>;

/**
 * Runs the seed to its end in a process of its own, which keeps the domain out of the supervisor.
 * @throws Error with its last words.
 */
export function seed(spec: ChildSpec, logFolder: string, signal: AbortSignal): Promise<SeededDemo> {
  const log = openChildLog(logFolder, spec.name);
  const child = spawn(process.execPath, [spec.file], {
    stdio: ['ignore', log.descriptor, log.descriptor, 'ipc'],
    env: spec.environment,
    signal,
  });
  closeSync(log.descriptor);
  return new Promise((resolve, reject) => {
    child.on('message', said => {
      const demo = seeded.safeParse(said);
      if (demo.success) resolve(demo.data);
      else reject(new Error('The seed answered in another shape than expected.'));
    });
    child.on('error', reject);
    child.on('exit', code => {
      const words = lastWords(log).map(line => `    ${line}`);
      reject(
        new Error(`The demo could not be made (exit ${code}):\n${words.join('\n')}\n  Its log: ${log.path}`),
      );
    });
  });
}
