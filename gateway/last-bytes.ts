import type { Exchange, ResponseHead } from './exchange.ts';
import type { UpstreamAnswer } from './forward.ts';

/**
 * An answer on its way to the client, of which whatever would make it complete is kept back until `end`: the piece that
 * fills its length, or the whole head where no body follows (RFC 9110, 6.4.1; RFC 9112, 6.3). All others end by a last
 * chunk or by closing, which `end` itself does.
 */
export class LastBytes {
  readonly #exchange: Exchange;
  readonly #bodiless: boolean;
  /** Bytes until it is complete. */
  #missing: number;
  #head: ResponseHead | undefined;

  constructor(exchange: Exchange, { status, fields }: UpstreamAnswer) {
    this.#exchange = exchange;
    this.#missing = fields.contentLength ?? Number.POSITIVE_INFINITY;
    this.#bodiless =
      exchange.head.method === 'HEAD' || status === 204 || status === 304 || this.#missing === 0;
  }

  writeHead(head: ResponseHead): void {
    if (this.#bodiless) this.#head = head;
    else this.#exchange.writeHead(head);
  }

  /** False when the client is slower than we are. */
  write(piece: Uint8Array): boolean {
    if (piece.length === 0) return true;
    this.#missing -= piece.length;
    if (this.#missing > 0) return this.#exchange.write(piece);
    this.#exchange.hold(piece);
    return true;
  }

  end(): void {
    if (this.#head !== undefined) this.#exchange.writeHead(this.#head);
    this.#exchange.end();
  }
}
