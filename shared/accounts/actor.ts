import type { AccountView } from './account.ts';

/** Through which door an act came. */
export type Surface = 'portal' | 'slack' | 'job';

/** Who acts. Every domain function takes one and decides by it; a job acts for the product itself. */
export type Actor =
  | { kind: 'account'; accountId: string; email: string; surface: Surface }
  | { kind: 'job'; job: string; surface: 'job' };

export function actorOf(account: Pick<AccountView, 'id' | 'email'>, surface: Surface): Actor {
  return { kind: 'account', accountId: account.id, email: account.email, surface };
}

/** How an actor is named in activity and receipts. */
export function actorName(actor: Actor): string {
  return actor.kind === 'account' ? actor.email : actor.job;
}
