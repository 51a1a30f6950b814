import type { EntityRef, FenceMember } from './fence-document.ts';
import { type Instant, instant } from './lease.ts';
import type { MemberLink } from './member-link.ts';
import { type FenceReply, readReply, type Standing } from './member-steps.ts';
import { announce, join, type Renewal, readRing } from './member-store.ts';

/** What a member keeps in memory, and how it is read: always within the member's own session. */
export type MemberEntities = {
  /** Replaces everything by what there is now. */
  load(link: MemberLink): Promise<void>;
  /** Reads these again; resolves once they hold in memory, and what they forbid has been cut off. */
  refresh(link: MemberLink, refs: readonly EntityRef[]): Promise<void>;
};

export type Joined = { standing: Standing; sent: Instant; replied: Instant; renewal: Renewal };

/**
 * G1: announces itself, loads everything, joins, and applies what changed meanwhile. A change whose C2 comes before the
 * join is loaded or applied here; one whose C2 comes after it waits for this incarnation.
 * @throws Error when more changed during the load than the ring holds; begin again under another name.
 */
export async function joinFence(
  link: MemberLink,
  incarnation: string,
  member: FenceMember,
  entities: MemberEntities,
  heartbeatMs: number,
): Promise<Joined> {
  const trail = new RingTrail(await announce(link));
  const following = trail.follow(() => readRing(link, trail.standing.applied), heartbeatMs);
  try {
    await entities.load(link);
  } finally {
    await following.stop();
  }
  trail.take(await readRing(link, trail.standing.applied));
  await entities.refresh(link, trail.refs());
  const sent = instant();
  const renewal = await join(link, incarnation, member, trail.standing.applied);
  const replied = instant();
  trail.take(renewal);
  await entities.refresh(link, trail.refs());
  return { standing: { ...trail.standing, seq: renewal.seq }, sent, replied, renewal };
}

/** The changes that came by while everything was loaded. */
class RingTrail {
  standing: Standing;
  #refs: EntityRef[] = [];

  constructor(epoch: number) {
    this.standing = { applied: epoch, change: undefined, seq: -1 };
  }

  /** What has to be read again since the last time this was asked. */
  refs(): EntityRef[] {
    return this.#refs.splice(0);
  }

  take({ epoch, entries }: FenceReply): void {
    const verdict = readReply(this.standing, { epoch, entries }, 'hint');
    if (verdict.kind === 'dead') throw new Error(`joining failed: ${verdict.why}`);
    if (verdict.kind !== 'apply') return;
    this.#refs.push(...verdict.refs);
    this.standing = { applied: verdict.upTo.epoch, change: verdict.upTo.change, seq: -1 };
  }

  /** Reads the ring again and again, so that a long load does not lose its beginning. */
  follow(read: () => Promise<FenceReply>, everyMs: number): { stop(): Promise<void> } {
    let fault: unknown;
    let reading: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      reading = reading
        .then(async () => this.take(await read()))
        .catch(error => {
          fault ??= error;
        });
    }, everyMs);
    return {
      stop: async () => {
        clearInterval(timer);
        await reading;
        if (fault !== undefined) throw fault;
      },
    };
  }
}
