import { randomBytes } from 'node:crypto';
import type { Message } from './workspace-parts.ts';

/** Slack's limits for what it hands out with each act. */
const triggerMs = 3_000;
const responseMs = 30 * 60_000;
const responseUses = 5;

export type Trigger = { person: string; viewId?: string };
type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** Where the answer to an act goes. */
export type ResponseTicket = {
  person: string;
  channel: string;
  typed?: string;
  /** The message that was acted on, or that the last answer made. */
  original?: Message;
};
type ResponseError = 'unknown_url' | 'expired_url' | 'used_url';

type Handed<What> = What & { at: number; uses: number };

/** Trigger ids, good once within 3 s, and response addresses, good five times within 30 minutes. */
export class Tickets {
  readonly #now: () => number;
  readonly #triggers = new Map<string, Handed<Trigger>>();
  readonly #responses = new Map<string, Handed<{ ticket: ResponseTicket }>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  newTrigger(trigger: Trigger): string {
    const id = `${this.#now()}.${randomBytes(4).readUInt32BE()}.${randomBytes(12).toString('hex')}`;
    keep(this.#triggers, id, { ...trigger, at: this.#now(), uses: 0 });
    return id;
  }

  useTrigger(id: string): Trigger | TriggerError {
    const found = this.#triggers.get(id);
    if (found === undefined) return 'invalid_trigger_id';
    if (found.uses > 0) return 'exchanged_trigger_id';
    if (this.#now() - found.at > triggerMs) return 'expired_trigger_id';
    found.uses += 1;
    return found;
  }

  newResponse(ticket: ResponseTicket): string {
    const id = randomBytes(18).toString('base64url');
    keep(this.#responses, id, { ticket, at: this.#now(), uses: 0 });
    return id;
  }

  useResponse(id: string): ResponseTicket | ResponseError {
    const found = this.#responses.get(id);
    if (found === undefined) return 'unknown_url';
    if (this.#now() - found.at > responseMs) return 'expired_url';
    if (found.uses >= responseUses) return 'used_url';
    found.uses += 1;
    return found.ticket;
  }
}

const kept = 2_000;

/** The oldest ones go: they have expired long since. */
function keep<What>(map: Map<string, What>, id: string, what: What): void {
  map.set(id, what);
  const [oldest] = map.keys();
  if (map.size > kept && oldest !== undefined) map.delete(oldest);
}
