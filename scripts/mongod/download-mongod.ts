import { fork } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const firstByteMs = 5_000;

/**
 * MongoDB's own build through mongodb-memory-server. A process of its own does it, so that a network that swallows
 * packets costs seconds: the library itself would wait and retry for minutes.
 */
export async function downloadMongod(folder: string, signal?: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true });
  const child = fork(join(import.meta.dirname, 'download-process.ts'), [folder], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      // Without this the library accepts any certificate.
      npm_config_strict_ssl: 'true',
      MONGOMS_MD5_CHECK: '1',
      MONGOMS_MAX_RETRIES: '1',
    },
  });
  const end = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', end);
  const arriving = watch(folder);
  const patience = setTimeout(end, firstByteMs);
  arriving.on('change', () => clearTimeout(patience));
  try {
    return await answerOf(child);
  } finally {
    clearTimeout(patience);
    arriving.close();
    signal?.removeEventListener('abort', end);
  }
}

function answerOf(child: ReturnType<typeof fork>): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { found?: string; fault?: string }) => {
      if (message.found !== undefined) resolve(message.found);
      else reject(new Error(message.fault ?? 'failed'));
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`no answer within ${firstByteMs / 1000} s`)));
  });
}
