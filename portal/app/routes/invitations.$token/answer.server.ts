import { type AccountView, actorOf, ensureAccount } from '@ck/shared/accounts';
import { isDomainError } from '@ck/shared/errors';
import { acceptByLink, openInvitation } from '@ck/shared/invitations';
import type { AppLoadContext } from '@remix-run/node';
import { signInAccount } from '#app/auth/sign-in.server.ts';

/** `sign_in`: the address has an account, and its owner has to show that it is theirs. */
export type Answer = { kind: 'accepted'; keyId: string } | { kind: 'ended' } | { kind: 'sign_in' };

/**
 * Accepts as the account of the invited address. The link came to that mailbox, so it makes the account of an address
 * that has none, and signs in as it; an account that exists is never entered by it.
 */
export async function accept(
  token: string,
  signedIn: AccountView | undefined,
  request: Request,
  context: AppLoadContext,
): Promise<Answer> {
  const invitation = await openInvitation(token);
  if (invitation.kind !== 'open') return { kind: 'ended' };
  const { address, hasAccount } = invitation;
  const isMine = signedIn?.email === address;
  if (hasAccount && !isMine) return { kind: 'sign_in' };
  const account = isMine ? signedIn : await ensureAccount(address);
  try {
    const { keyId } = await acceptByLink(actorOf(account, 'portal'), token);
    if (!isMine) await signInAccount(account.id, request, context);
    return { kind: 'accepted', keyId };
  } catch (error) {
    if (isDomainError(error)) return { kind: 'ended' };
    throw error;
  }
}
