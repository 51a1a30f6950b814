import type { AccountView, Actor } from '@ck/shared/accounts';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { throwAsAnswer } from '../errors.server.ts';
import { safeNext } from './safe-next.ts';
import { findSignedIn, type SignedIn } from './session.server.ts';

type Guarded = {
  actor: Actor;
  account: AccountView;
  request: Request;
  url: URL;
  context: AppLoadContext;
  /** A part of the route's path. */
  param(name: string): string;
};

/** @throws a redirect to the sign-in page, which leads back here */
export async function requireAccount(request: Request, context: AppLoadContext): Promise<SignedIn> {
  const signedIn = await findSignedIn(request, context);
  if (signedIn !== undefined) return signedIn;
  const { pathname, search } = new URL(request.url);
  // A form that was sent is gone; its page is where to begin again.
  const next = safeNext(pathname.replace(/\.data$/, '') + search);
  throw redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
}

/**
 * A loader or action for people who are signed in: `export const loader = signedIn(async ({ actor }) => …)`. What
 * the domain refuses becomes the answer of that refusal.
 */
export function signedIn<Result>(handle: (guarded: Guarded) => Promise<Result>) {
  return async ({ request, context, params }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Result> => {
    const { actor, account } = await requireAccount(request, context);
    const param = (name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`the route has no part "${name}"`);
      return value;
    };
    try {
      return await handle({ actor, account, request, url: new URL(request.url), context, param });
    } catch (error) {
      return throwAsAnswer(error);
    }
  };
}
