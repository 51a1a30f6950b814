import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of this benchmark that says when it is ready, and on which port. */
export class Child {
  readonly #process: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.port = port;
  }

  /** @param nodeFlags such as `--cpu-prof` */
  static async start(
    file: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
    nodeFlags: readonly string[] = [],
  ): Promise<Child> {
    const child = fork(file, [...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...nodeFlags],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', ...env },
    });
    const [said] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`${file} ended with ${code}`);
      }),
    ]);
    return new Child(child, (said as { port?: number }).port ?? 0);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async ask<Answer>(question: object): Promise<Answer> {
    const answer = once(this.#process, 'message');
    this.#process.send(question);
    return (await answer)[0] as Answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
