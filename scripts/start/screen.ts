const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;
const nameWidth = 20;

/** What a person sees while things start: one line for each phase when it is done, and on a terminal what is under way. */
export class Screen {
  readonly #out: NodeJS.WriteStream;
  readonly #running = new Map<string, number>();
  #spinner: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** Runs one phase and says how long it took, with a remark on what came of it. */
  async phase<Result>(
    name: string,
    work: () => Promise<Result>,
    remark: (result: Result) => string = () => '',
  ): Promise<Result> {
    const began = performance.now();
    this.#running.set(name, began);
    this.#spin();
    try {
      const result = await work();
      this.#finish(name);
      const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(7);
      this.say(`✓ ${name.padEnd(nameWidth)}${seconds}   ${remark(result)}`.trimEnd());
      return result;
    } catch (error) {
      this.#finish(name);
      throw error;
    }
  }

  /** One line of its own, above what is under way. */
  say(line: string): void {
    this.#clear();
    this.#out.write(`  ${line}\n`);
    this.#draw();
  }

  /** Lines as they are. */
  show(text: string): void {
    this.#clear();
    this.#out.write(`${text}\n`);
  }

  /** Forgets what is under way; nothing of it will be finished. */
  quiet(): void {
    this.#clear();
    this.#running.clear();
    clearInterval(this.#spinner);
  }

  #finish(name: string): void {
    this.#running.delete(name);
    this.#clear();
    if (this.#running.size === 0) clearInterval(this.#spinner);
  }

  #spin(): void {
    if (!this.#out.isTTY) return;
    clearInterval(this.#spinner);
    this.#spinner = setInterval(() => this.#draw(), frameMs).unref();
  }

  #draw(): void {
    if (!this.#out.isTTY || this.#running.size === 0) return;
    this.#frame = (this.#frame + 1) % frames.length;
    const seconds = Math.floor((performance.now() - Math.min(...this.#running.values())) / 1000);
    const line = `  ${frames[this.#frame]} ${[...this.#running.keys()].join(', ')} … ${seconds} s`;
    this.#out.write(`\r\x1b[2K${line.slice(0, (this.#out.columns || 80) - 1)}`);
  }

  #clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K');
  }
}
