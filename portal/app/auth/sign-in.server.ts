import { ensureAccount, maySignIn, normalizeAddress } from '@ck/shared/accounts';
import type { AppLoadContext } from '@remix-run/node';
import { isAPIError } from 'better-auth/api';
import { portalSettings } from '../config.server.ts';
import { portalLog } from '../log.server.ts';
import { getAuth } from './auth.server.ts';
import { createRateLimit } from './rate-limit.ts';
import { passCookies } from './session.server.ts';

const quarterHour = 15 * 60 * 1000;
const mailsToAddress = createRateLimit({ max: 5, windowMs: quarterHour });
const passwordsForAddress = createRateLimit({ max: 10, windowMs: quarterHour });
/** Many people may share one address behind a company's gateway, so this one is wide. */
const triesFromBrowser = createRateLimit({ max: 100, windowMs: quarterHour });

/**
 * Sends a sign-in link to those who may sign in. Not awaited: neither the answer nor the time it takes tells
 * whether an address is known.
 * @returns false when there were too many requests
 */
export function requestLink(email: string, next: string, context: AppLoadContext): boolean {
  const address = normalizeAddress(email);
  if (!triesFromBrowser(context.clientAddress) || !mailsToAddress(address)) return false;
  makeLink(address, next).catch(error => portalLog.error(error, 'a sign-in mail was not sent'));
  return true;
}

async function makeLink(email: string, next: string): Promise<void> {
  if (!(await maySignIn(portalSettings().ownerPolicy, email))) return;
  await getAuth().api.signInMagicLink({ body: { email, metadata: { next } }, headers: new Headers() });
}

/** Whose link this is, while it is good. Reading consumes nothing. */
export async function addressOfLink(token: string): Promise<string | undefined> {
  const { internalAdapter } = await getAuth().$context;
  const row = await internalAdapter.findVerificationValue(`magic-link:${await hashToken(token)}`);
  if (row === null || row === undefined || row.expiresAt.getTime() < Date.now()) return undefined;
  const value: unknown = JSON.parse(row.value);
  const email: unknown =
    typeof value === 'object' && value !== null && 'email' in value ? value.email : undefined;
  return typeof email === 'string' ? email : undefined;
}

/** Uses a link up and signs in, making the account of an address that has none. False when it is no longer good. */
export async function signInByLink(
  token: string,
  request: Request,
  context: AppLoadContext,
): Promise<boolean> {
  if (!triesFromBrowser(context.clientAddress)) return false;
  const email = await addressOfLink(token);
  if (email === undefined) return false;
  await ensureAccount(email);
  return await signIn(context, () =>
    getAuth().api.magicLinkVerify({ query: { token }, headers: request.headers, returnHeaders: true }),
  );
}

export async function signInByPassword(
  form: { email: string; password: string },
  request: Request,
  context: AppLoadContext,
): Promise<'signed in' | 'refused' | 'too many'> {
  const email = normalizeAddress(form.email);
  if (!triesFromBrowser(context.clientAddress) || !passwordsForAddress(email)) return 'too many';
  const body = { email, password: form.password };
  const done = await signIn(context, () =>
    getAuth().api.signInEmail({ body, headers: request.headers, returnHeaders: true }),
  );
  return done ? 'signed in' : 'refused';
}

export async function signInAccount(
  accountId: string,
  request: Request,
  context: AppLoadContext,
): Promise<void> {
  const body = { accountId };
  const { headers } = await getAuth().api.startSession({
    body,
    headers: request.headers,
    returnHeaders: true,
  });
  passCookies(headers, context);
}

async function signIn(
  context: AppLoadContext,
  attempt: () => Promise<{ headers: Headers }>,
): Promise<boolean> {
  try {
    passCookies((await attempt()).headers, context);
    return true;
  } catch (error) {
    if (isAPIError(error)) return false;
    throw error;
  }
}

/** As better-auth stores it with `storeToken: 'hashed'`. */
async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Buffer.from(digest).toString('base64url');
}
