import type { AppLoadContext } from '@remix-run/node';
import { isAPIError } from 'better-auth/api';
import { getAuth } from './auth.server.ts';
import { createRateLimit } from './rate-limit.ts';
import { passCookies } from './session.server.ts';

/** A stolen session must not be able to find the password out by trying. */
const triesOfAccount = createRateLimit({ max: 10, windowMs: 15 * 60 * 1000 });

export async function hasPassword(accountId: string): Promise<boolean> {
  const { internalAdapter } = await getAuth().$context;
  const credentials = await internalAdapter.findAccounts(accountId);
  return credentials.some(({ providerId, password }) => providerId === 'credential' && Boolean(password));
}

/** Sets or changes the password of who is signed in, and ends their other sessions. False: the old one is wrong. */
export async function savePassword(
  accountId: string,
  form: { current: string; password: string },
  request: Request,
  context: AppLoadContext,
): Promise<boolean> {
  const { api } = getAuth();
  const { headers } = request;
  if (!(await hasPassword(accountId))) {
    await api.setPassword({ body: { newPassword: form.password }, headers });
    await api.revokeOtherSessions({ headers });
    return true;
  }
  if (!triesOfAccount(accountId)) return false;
  const body = { currentPassword: form.current, newPassword: form.password, revokeOtherSessions: true };
  try {
    passCookies((await api.changePassword({ body, headers, returnHeaders: true })).headers, context);
    return true;
  } catch (error) {
    if (isAPIError(error)) return false;
    throw error;
  }
}
