import type { Actor } from '@ck/shared/accounts';
import type { ActionFunctionArgs } from '@remix-run/node';
import { getAuth } from '../auth/auth.server.ts';
import { testEnvironment } from './portal-settings.ts';

Object.assign(process.env, testEnvironment);

type Sent = { params?: Record<string, string>; form?: Record<string, string> | [string, string][] };

/** The arguments with which Remix calls a loader or action for this person; without one, for a stranger. */
export async function callAs(actor: Actor | undefined, path: string, { params = {}, form }: Sent = {}) {
  const headers = new Headers(actor === undefined ? {} : { cookie: await cookieOf(actor) });
  const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const args: ActionFunctionArgs = {
    request: new Request(new URL(path, testEnvironment.PORTAL_URL), { ...init, headers }),
    params,
    context: {
      ...{ cspNonce: '', clientAddress: '192.0.2.1', setCookie: () => {} },
      ...{
        output: { isFull: () => false, whenReady: async () => true },
        closing: new AbortController().signal,
      },
    },
  };
  return args;
}

async function cookieOf(actor: Actor): Promise<string> {
  if (actor.kind !== 'account') throw new Error('only people sign in');
  const { headers } = await getAuth().api.startSession({
    body: { accountId: actor.accountId },
    headers: new Headers(),
    returnHeaders: true,
  });
  return headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ');
}
