import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';

/** One mongod that can be killed, stopped, continued, started again and put back to an older state. */
export class MongodNode {
  readonly port: number;
  readonly #binary: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  constructor(binary: string, folder: string, port: number) {
    this.#binary = binary;
    this.#folder = folder;
    this.port = port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const options = ['--dbpath', this.#folder, '--port', String(this.port), '--bind_ip', '127.0.0.1'];
    const small = ['--replSet', 'campaign', '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '16'];
    const quick = ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'];
    this.#process = spawn(this.#binary, [...options, ...small, ...quick], { stdio: 'ignore' });
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(name);
  }

  async end(name: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(name);
    await ended;
  }

  /** Its files, as they are while nothing runs on them. */
  async copyTo(folder: string): Promise<void> {
    await cp(this.#folder, folder, { recursive: true });
  }

  async restoreFrom(folder: string): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await cp(folder, this.#folder, { recursive: true });
  }
}
