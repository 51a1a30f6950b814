import type { ClientSession } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import { countQueued } from '../outbox/index.ts';

export type InvitationLimits = {
  /** Invitations that one owner sends within an hour. */
  perOwnerHour: number;
  /** Invitations that one address gets within 24 hours, from anybody. */
  perAddressDay: number;
  /** Seconds between two sendings of one invitation. */
  resendSeconds: number;
};

export const defaultLimits: InvitationLimits = { perOwnerHour: 100, perAddressDay: 3, resendSeconds: 60 };

const hourMs = 60 * 60_000;

/** Nobody's mailbox is filled by us, nor by an account that was taken over. @throws DomainError `limit_reached` */
export async function checkLimits(
  { by, to, now, limits }: { by: string; to: string; now: Date; limits: InvitationLimits },
  session: ClientSession,
): Promise<void> {
  const since = (ms: number) => new Date(now.getTime() - ms);
  if ((await countQueued({ kind: 'invitation', by, since: since(hourMs) }, session)) >= limits.perOwnerHour)
    throw tooMany(`You have sent ${limits.perOwnerHour} invitations within an hour. Go on in an hour.`);
  if (
    (await countQueued({ kind: 'invitation', to, since: since(24 * hourMs) }, session)) >=
    limits.perAddressDay
  )
    throw tooMany(`This address got ${limits.perAddressDay} invitations within a day. Try again tomorrow.`);
}

export function tooMany(message: string): DomainError {
  return new DomainError('limit_reached', message);
}
