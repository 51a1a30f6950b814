import type { AppLoadContext } from '@remix-run/node';
import { isAPIError } from 'better-auth/api';
import { getAuth } from './auth.server.ts';
import { findSignedIn, hasRunOut, passCookies } from './session.server.ts';

/** Somebody who is signed in in this browser. */
export type BrowserAccount = { id: string; name: string; email: string };

/** Who is signed in in this browser, the active one included. Session tokens stay in their cookies. */
export async function accountsOfBrowser(request: Request): Promise<BrowserAccount[]> {
  const accounts = (await sessionsOfBrowser(request)).map(({ user: { id, name, email } }) => ({
    ...{ id, name, email },
  }));
  return accounts.sort((a, b) => a.email.localeCompare(b.email));
}

/** The others than the active one. Most browsers have none, and then nothing is looked up. */
export async function otherAccounts(request: Request, activeId: string): Promise<BrowserAccount[]> {
  const cookies = request.headers.get('cookie')?.match(/_multi-/g) ?? [];
  if (cookies.length < 2) return [];
  return (await accountsOfBrowser(request)).filter(({ id }) => id !== activeId);
}

/** Makes another account of this browser the active one. False when its session has ended. */
export async function switchAccount(
  accountId: string,
  request: Request,
  context: AppLoadContext,
): Promise<boolean> {
  const target = (await sessionsOfBrowser(request)).find(({ user }) => user.id === accountId);
  if (target === undefined) return false;
  const { headers } = await getAuth().api.setActiveSession({
    body: { sessionToken: target.session.token },
    headers: request.headers,
    returnHeaders: true,
  });
  passCookies(headers, context);
  return true;
}

/** Ends the session of the active account; another one of this browser becomes the active one, if there is any. */
export async function signOutActive(request: Request, context: AppLoadContext): Promise<void> {
  const signedIn = await findSignedIn(request, context);
  if (signedIn === undefined) return;
  const body = { sessionToken: signedIn.sessionToken };
  try {
    const { headers } = await getAuth().api.revokeDeviceSession({
      ...{ body, headers: request.headers, returnHeaders: true },
    });
    passCookies(headers, context);
  } catch (error) {
    if (!isAPIError(error)) throw error;
    // A sixth account has no cookie of its own to go by. Ending too many sessions is better than ending none.
    await signOutAll(request, context);
  }
}

/** Ends the sessions of all accounts of this browser. */
export async function signOutAll(request: Request, context: AppLoadContext): Promise<void> {
  const { headers } = await getAuth().api.signOut({ headers: request.headers, returnHeaders: true });
  passCookies(headers, context);
}

async function sessionsOfBrowser(request: Request) {
  if (!request.headers.has('cookie')) return [];
  const sessions = await getAuth().api.listDeviceSessions({ headers: request.headers });
  return sessions.filter(({ session }) => !hasRunOut(session));
}
