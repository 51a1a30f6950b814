import type { MemberLink } from './member-link.ts';
import { watchFence } from './member-store.ts';

/**
 * The change stream on the fence, kept open: only a hint that there is something to read. No resume token is kept, and
 * nothing depends on it: while it is away, renewals find the changes.
 */
export class HintWatch {
  readonly #link: MemberLink;
  readonly #hint: () => void;
  readonly #reopenMs: number;
  #stream: ReturnType<typeof watchFence> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(link: MemberLink, hint: () => void, reopenMs: number) {
    this.#link = link;
    this.#hint = hint;
    this.#reopenMs = reopenMs;
    this.#open();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#stream?.close().catch(() => {});
  }

  #open(): void {
    if (this.#closed) return;
    const stream = watchFence(this.#link, this.#hint, () => this.#ended(stream));
    this.#stream = stream;
  }

  #ended(stream: unknown): void {
    if (this.#closed || this.#stream !== stream) return;
    const old = this.#stream;
    this.#stream = undefined;
    old?.close().catch(() => {});
    this.#timer = setTimeout(() => this.#open(), this.#reopenMs);
  }
}
