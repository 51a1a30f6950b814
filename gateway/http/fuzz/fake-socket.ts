import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A connection without a network: node:http takes any duplex stream that is given to it as one. */
export class FakeSocket extends Duplex {
  readonly remoteAddress: string;
  readonly #sent: Buffer[] = [];

  constructor(remoteAddress: string) {
    super({ allowHalfOpen: true });
    this.remoteAddress = remoteAddress;
    this.on('error', () => {});
  }

  /** What the server answered until now. */
  get answer(): string {
    return Buffer.concat(this.#sent).toString('latin1');
  }

  asSocket(): Socket {
    return this as unknown as Socket;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, then: () => void): void {
    this.#sent.push(Buffer.from(chunk));
    then();
  }

  setTimeout(): this {
    return this;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  resetAndDestroy(): this {
    return this.destroy();
  }
}
