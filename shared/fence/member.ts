import { newId } from '../database/index.ts';
import type { Logger } from '../process/index.ts';
import { ClockWatch } from './clock-watch.ts';
import { DatabaseClock } from './database-clock.ts';
import { HintWatch } from './hint-watch.ts';
import { type Instant, instant, type Lease, noLease } from './lease.ts';
import { joinFence, type MemberEntities } from './member-join.ts';
import { type MemberLink, openLink } from './member-link.ts';
import {
  type ApplyPart,
  type MemberSteps,
  memberSteps,
  type Standing,
  type Verdict,
} from './member-steps.ts';
import { acknowledge, leave, readRing, renew } from './member-store.ts';
import { defaultTiming, type FenceTiming } from './timing.ts';
import { Turns } from './turns.ts';

export type MemberOptions = {
  uri: string;
  /** How receipts call it. */
  name: string;
  entities: MemberEntities;
  log: Logger;
  timing?: FenceTiming;
  steps?: MemberSteps;
  open?: (uri: string, timing: FenceTiming) => Promise<MemberLink>;
};

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/** One gateway process as a member of the fence: it serves only while it can prove that it is current. */
export class FenceMember {
  readonly #options: MemberOptions;
  readonly #timing: FenceTiming;
  readonly #steps: MemberSteps;
  readonly #clocks = new ClockWatch();
  readonly #databaseClock = new DatabaseClock();
  readonly #turns: Turns;
  #lease: Lease = noLease;
  #incarnation = '';
  #standing: Standing = { applied: 0, change: undefined, seq: 0 };
  #fenceEpoch = 0;
  #renewals = 0;
  #acknowledged = false;
  readonly #joinedOnce = Promise.withResolvers<void>();
  #stopped = false;
  #life: Promise<void> | undefined;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.#timing = options.timing ?? defaultTiming;
    this.#steps = options.steps ?? memberSteps;
    this.#turns = new Turns(this.#timing.heartbeatMs);
    this.#joinedOnce.promise.catch(() => {});
  }

  /** G4: whether a call may be decided now. Two clock reads; asked at admission and again before bytes go upstream. */
  isFresh(): boolean {
    return this.#steps.isFresh(this.#lease, instant());
  }

  /** The database's time, milliseconds since 1970: ends of overlaps count by it. */
  databaseNow(): number {
    return this.#databaseClock.now();
  }

  get incarnation(): string {
    return this.#incarnation;
  }

  /** The newest change that is in this gateway's memory. */
  get applied(): number {
    return this.#standing.applied;
  }

  get state() {
    return {
      incarnation: this.#incarnation,
      applied: this.#standing.applied,
      fenceEpoch: this.#fenceEpoch,
      renewals: this.#renewals,
      leaseSlackMs: Math.max(0, this.#lease.deadline - performance.now()),
    };
  }

  /** Resolves once it has joined for the first time; from then on it keeps itself a member. */
  async start(): Promise<void> {
    this.#life ??= this.#live();
    await this.#joinedOnce.promise;
  }

  /** G6: call it once nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#lease = noLease;
    this.#turns.close();
    this.#joinedOnce.reject(new Error('stopped before it had joined'));
    await this.#life;
  }

  /** One incarnation after the other. */
  async #live(): Promise<void> {
    for (let pause = firstPauseMs; !this.#stopped; pause = Math.min(pause * 2, longestPauseMs)) {
      const joined = await this.#incarnate().catch(error => {
        this.#options.log.warn({ err: error }, 'not a member of the fence; joining again');
        return false;
      });
      if (joined) pause = firstPauseMs;
      if (!this.#stopped) await this.#turns.rest(pause);
    }
  }

  /** From G1 until this incarnation is dead or stopped; says whether it had joined. */
  async #incarnate(): Promise<boolean> {
    const { uri, name, entities, open = openLink, log } = this.#options;
    const link = await open(uri, this.#timing);
    const incarnation = newId();
    this.#incarnation = incarnation;
    const member = { seq: 0, name, lease: this.#timing.leaseMs };
    try {
      const { heartbeatMs } = this.#timing;
      const joined = await joinFence(link, incarnation, member, entities, heartbeatMs);
      this.#standing = joined.standing;
      this.#heard(joined.renewal.epoch, joined.renewal.databaseTime, joined.sent);
      this.#extend(joined.renewal.epoch, joined.sent, joined.replied);
      await this.#acknowledge(link, 'soon');
      this.#joinedOnce.resolve();
      log.info({ incarnation, epoch: joined.renewal.epoch }, 'joined the fence');
      const why = await this.#serve(link);
      if (why !== undefined) log.warn({ incarnation, why }, 'this incarnation is over');
      return true;
    } finally {
      this.#lease = noLease;
      await leave(link, incarnation).catch(() => {});
      await link.close();
    }
  }

  /** G2 and G3, one at a time: renewals when they are due, hints when there are some. */
  async #serve(link: MemberLink): Promise<string | undefined> {
    const hints = new HintWatch(link, () => this.#turns.hint(), this.#timing.heartbeatMs);
    try {
      for (;;) {
        const turn = await this.#turns.next();
        if (turn === 'stop') return undefined;
        const verdict = await (turn === 'renew' ? this.#renew(link) : this.#catchUp(link)).catch(error => {
          // Neither acknowledged nor extended: what cannot be read now is read at the next heartbeat.
          this.#options.log.warn({ err: error, turn }, 'the fence did not answer');
        });
        if (verdict?.kind !== 'dead') continue;
        this.#lease = noLease;
        return verdict.why;
      }
    } finally {
      await hints.close();
    }
  }

  /** G2. */
  async #renew(link: MemberLink): Promise<Verdict> {
    if (this.#clocks.jumped()) {
      this.#options.log.warn('the clocks of this machine jumped; the lease is dropped');
      this.#lease = noLease;
    }
    const sent = instant();
    const reply = await renew(link, this.#incarnation, this.#standing.applied);
    const replied = instant();
    this.#renewals += 1;
    const verdict = this.#steps.readReply(this.#standing, reply, 'renewal');
    if (reply === undefined || verdict.kind === 'dead') return verdict;
    this.#heard(reply.epoch, reply.databaseTime, sent);
    this.#standing = { ...this.#standing, seq: reply.seq };
    // Before applying only a mutant gets anything here: I2 is in the step itself.
    this.#extend(reply.epoch, sent, replied);
    await this.#apply(link, verdict, 'renewal');
    this.#extend(reply.epoch, sent, replied);
    if (!this.#acknowledged) await this.#acknowledge(link, 'for_good');
    return verdict;
  }

  /** G3: a hint is a reason to look, never a reason to serve longer. */
  async #catchUp(link: MemberLink): Promise<Verdict> {
    const reply = await readRing(link, this.#standing.applied);
    const verdict = this.#steps.readReply(this.#standing, reply, 'hint');
    this.#fenceEpoch = Math.max(this.#fenceEpoch, reply.epoch);
    await this.#apply(link, verdict, 'hint');
    return verdict;
  }

  async #apply(link: MemberLink, verdict: Verdict, of: 'renewal' | 'hint'): Promise<void> {
    if (verdict.kind !== 'apply') return;
    const { epoch, change } = verdict.upTo;
    const parts: Record<ApplyPart, () => Promise<void> | void> = {
      refresh: () => this.#options.entities.refresh(link, verdict.refs),
      advance: () => {
        this.#standing = { ...this.#standing, applied: epoch, change };
      },
      acknowledge: () => this.#acknowledge(link, 'soon', epoch),
    };
    for (const part of this.#steps.order[of]) await parts[part]();
  }

  /** Soon at first, since a change waits for it; for good with the next renewal. */
  async #acknowledge(
    link: MemberLink,
    how: 'soon' | 'for_good',
    epoch = this.#standing.applied,
  ): Promise<void> {
    this.#acknowledged = false;
    await acknowledge(link, this.#incarnation, epoch, how).then(
      () => {
        this.#acknowledged = how === 'for_good';
      },
      error => this.#options.log.warn({ err: error }, 'an acknowledgement is repeated with the next renewal'),
    );
  }

  #extend(epoch: number, sent: Instant, replied: Instant): void {
    if (this.#stopped) return;
    const renewal = {
      sent: this.#steps.renewalInstant(sent, replied),
      epoch,
      applied: this.#standing.applied,
    };
    this.#lease = this.#steps.leaseAfter(this.#lease, renewal, this.#timing);
  }

  #heard(epoch: number, databaseTime: Date, sent: Instant): void {
    this.#fenceEpoch = epoch;
    this.#databaseClock.hear(databaseTime, sent.monotonic);
  }
}
