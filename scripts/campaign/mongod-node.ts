import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';

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
    const log = ['--logpath', this.#log, '--logappend'];
    this.#process = spawn(this.#binary, [...options, ...small, ...quick, ...log], { stdio: 'ignore' });
  }

  /** Whether it runs, and the end of its log: for whoever waits for it in vain. */
  async lastWords(): Promise<string> {
    const child = this.#process;
    const end = child?.exitCode ?? child?.signalCode;
    const state = child === undefined ? 'not started' : end === null ? 'runs' : `ended: ${end}`;
    const log = await readFile(this.#log, 'utf8').catch(() => '');
    const lines = log.split('\n').filter(line => line !== '' && !/"c":"(NETWORK|ACCESS)"/.test(line));
    return `${this.host} ${state}\n${lines
      .slice(-20)
      .map(line => line.slice(0, 500))
      .join('\n')}`;
  }

  /** Beside its files, which a snapshot copies and puts back. */
  get #log(): string {
    return `${this.#folder}.log`;
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
