import { z } from 'zod';
import { orderId, orderStatuses } from './order.ts';

/** What happened to an order, in the sequence it happened. */
export const orderEvent = z.strictObject({
  id: z.int().min(1),
  type: z.enum(['order.created', 'order.updated', 'order.deleted']),
  at: z.iso.datetime(),
  orderId,
  number: z.string(),
  status: z.enum(orderStatuses),
});
export type OrderEvent = z.output<typeof orderEvent>;

/** How many events are kept for streams that come back. */
const kept = 500;

/** How many streams may follow one environment at once. */
export const followerLimit = 100;

/** One open stream: told of each event, and ended when the server closes. */
export type Follower = { tell(event: OrderEvent): void; end(): void };

/** The events of one environment: the latest are kept, followers hear each new one. */
export class EventFeed {
  readonly #recent: OrderEvent[];
  readonly #followers = new Set<Follower>();
  #lastId: number;

  constructor(recent: readonly OrderEvent[] = []) {
    this.#recent = [...recent];
    this.#lastId = recent.at(-1)?.id ?? 0;
  }

  get recent(): readonly OrderEvent[] {
    return this.#recent;
  }

  get isFull(): boolean {
    return this.#followers.size >= followerLimit;
  }

  publish(happened: Omit<OrderEvent, 'id'>): void {
    this.#lastId += 1;
    const event = { id: this.#lastId, ...happened };
    this.#recent.push(event);
    if (this.#recent.length > kept) this.#recent.shift();
    for (const follower of this.#followers) follower.tell(event);
  }

  /** The events after `id`; `missed` when some of them are no longer kept, or the id is none of this feed. */
  after(id: number): { missed: boolean; events: readonly OrderEvent[] } {
    const oldest = this.#recent[0]?.id ?? this.#lastId + 1;
    const known = id >= oldest - 1 && id <= this.#lastId;
    return { missed: !known, events: known ? this.#recent.filter(event => event.id > id) : this.#recent };
  }

  follow(follower: Follower): void {
    this.#followers.add(follower);
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Ends every open stream. */
  end(): void {
    for (const follower of this.#followers) follower.end();
  }
}
