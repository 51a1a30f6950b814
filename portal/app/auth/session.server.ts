import { type AccountView, type Actor, actorOf } from '@ck/shared/accounts';
import type { AppLoadContext } from '@remix-run/node';
import { getAuth } from './auth.server.ts';

/** However busy a session is, after this the person signs in again. */
const longestSessionMs = 7 * 24 * 60 * 60 * 1000;

export type SignedIn = { account: AccountView; actor: Actor; sessionToken: string };

/** One look-up a request, though several loaders ask. */
const known = new WeakMap<AppLoadContext, Promise<SignedIn | undefined>>();

/** Who is signed in, if anybody. Renews the session and its cookie. */
export function findSignedIn(request: Request, context: AppLoadContext): Promise<SignedIn | undefined> {
  let signedIn = known.get(context);
  if (signedIn === undefined) {
    signedIn = readSession(request, context);
    known.set(context, signedIn);
  }
  return signedIn;
}

async function readSession(request: Request, context: AppLoadContext): Promise<SignedIn | undefined> {
  if (!request.headers.has('cookie')) return undefined;
  const { response, headers } = await getAuth().api.getSession({
    headers: request.headers,
    returnHeaders: true,
  });
  if (response === null) return undefined;
  if (hasRunOut(response.session)) {
    // Only this one: other accounts of the browser have sessions, and ends, of their own.
    await (await getAuth().$context).internalAdapter.deleteSession(response.session.token);
    return undefined;
  }
  // The session is read with its account, from the collection that shared/accounts keeps.
  const { id, email, name, createdAt } = response.user;
  const account = { id, email, name, createdAt };
  passCookies(headers, context);
  return { account, actor: actorOf(account, 'portal'), sessionToken: response.session.token };
}

/** For an answer that goes on for long: whether the session it began with still lives. Renews nothing. */
export async function isStillSignedIn(request: Request): Promise<boolean> {
  const found = await getAuth().api.getSession({ headers: request.headers, query: { disableRefresh: true } });
  return found !== null && !hasRunOut(found.session);
}

export const hasRunOut = ({ createdAt }: { createdAt: Date }): boolean =>
  Date.now() - createdAt.getTime() > longestSessionMs;

/** Hands cookies that better-auth made to the answer that is being built. */
export function passCookies(headers: Headers, context: AppLoadContext): void {
  for (const cookie of headers.getSetCookie()) context.setCookie(cookie);
}
