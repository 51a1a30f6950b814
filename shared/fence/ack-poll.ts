import type { AckDocument } from './fence-document.ts';

type Acks = ReadonlyMap<string, AckDocument>;
type Follower = { incarnations: readonly string[]; look(acks: Acks): boolean; done(): void };

/** Most acknowledgements come within a few milliseconds; who waits longer is not worth the same haste. */
const eagerMs = 2;
/** With so many changes under way a read answers several of them, and haste only takes time from the gateways. */
const manyFollowers = 4;
const manyMs = 6;
const eagerReads = 20;
const patientMs = 20;

/**
 * The acknowledgements of gateways, read for all waiting changes of this process together. A read that hangs does not
 * keep anybody from looking at the clock.
 */
export class AckPoll {
  readonly #read: (incarnations: string[]) => Promise<AckDocument[]>;
  readonly #followers = new Set<Follower>();
  readonly #acks = new Map<string, AckDocument>();
  #eager = 0;
  #reading = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(read: (incarnations: string[]) => Promise<AckDocument[]>) {
    this.#read = read;
  }

  /** Calls `look` with what is known, again and again, until it says that it has seen enough. */
  async follow(incarnations: readonly string[], look: (acks: Acks) => boolean): Promise<void> {
    await new Promise<void>(done => {
      this.#followers.add({ incarnations, look, done });
      this.#eager = eagerReads;
      this.#tick();
    });
  }

  #tick(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#look();
    if (this.#followers.size === 0) return;
    if (!this.#reading) void this.#readOnce();
    this.#eager -= 1;
    const hasteMs = this.#followers.size < manyFollowers ? eagerMs : manyMs;
    this.#timer = setTimeout(() => this.#tick(), this.#eager > 0 ? hasteMs : patientMs);
  }

  async #readOnce(): Promise<void> {
    this.#reading = true;
    const wanted = new Set([...this.#followers].flatMap(({ incarnations }) => incarnations));
    // What cannot be read now is read at the next tick; nobody concludes anything from silence but by the clock.
    const found = await this.#read([...wanted]).catch(() => []);
    for (const ack of found) this.#acks.set(ack._id, ack);
    this.#reading = false;
    this.#look();
  }

  #look(): void {
    for (const follower of this.#followers) {
      if (!follower.look(this.#acks)) continue;
      this.#followers.delete(follower);
      follower.done();
    }
    if (this.#followers.size === 0) this.#acks.clear();
  }
}
