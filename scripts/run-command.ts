import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';

type RunOptions = { environment?: NodeJS.ProcessEnv; timeoutMs?: number; signal?: AbortSignal };

/**
 * Runs a command to its end and returns what it wrote on stdout.
 * @throws Error with the last line of its complaint.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = {
      encoding: 'utf8' as const,
      env: options.environment ?? process.env,
      maxBuffer: 16 * 1024 * 1024,
      timeout: options.timeoutMs ?? 0,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
    execFile(command, [...args], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(lastLine(stderr) ?? lastLine(error.message) ?? `${command} failed`));
    });
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined;
}

/** The words of anything thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether `path` is a program that may be started. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
