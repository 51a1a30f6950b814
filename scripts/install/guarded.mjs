import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('./guard-process.mjs', import.meta.url));
const keptBytes = 256 * 1024;

/**
 * Runs a command with all that it starts in turn, none of which outlives us: not an abort, and not our own `kill -9`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, hear?: (piece: Buffer) => void }} options
 * @returns {Promise<{ code: number, said: string }>} `said` is the end of its output, stdout and stderr together
 */
export function runGuarded(command, args, { cwd, env, signal, hear = () => {} } = {}) {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [guard, command, ...args], {
    cwd,
    env: env ?? process.env,
    // A group of its own, so that it can be ended as one.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = Buffer.alloc(0);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', piece => {
      hear(piece);
      said = Buffer.concat([said, piece]).subarray(-keptBytes);
    });
  const end = () => endGroup(child.pid);
  signal?.addEventListener('abort', end);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, said: said.toString('utf8') });
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended in the meantime.
  }
}
