import { newId } from '@ck/shared/database';
import { type AppLoadContext, createCookie, redirect } from '@remix-run/node';
import { portalSettings } from './config.server.ts';

type Toast = { id: string; words: string };

/** Made at the first use, because it is signed with a setting. */
function toastCookie() {
  const { authSecret, portalUrl } = portalSettings();
  return createCookie('ck.toast', {
    secrets: [authSecret],
    httpOnly: true,
    sameSite: 'lax',
    secure: portalUrl.startsWith('https:'),
    path: '/',
    maxAge: 60,
  });
}

/** Leads to another page that says what was done, once. */
export async function redirectWithToast(
  to: string,
  words: string,
  context: AppLoadContext,
): Promise<Response> {
  const toast: Toast = { id: newId(), words };
  context.setCookie(await toastCookie().serialize(toast));
  return redirect(to);
}

export async function takeToast(request: Request, context: AppLoadContext): Promise<Toast | undefined> {
  const header = request.headers.get('cookie');
  if (header === null || !header.includes('ck.toast=')) return undefined;
  const cookie = toastCookie();
  const toast: unknown = await cookie.parse(header);
  context.setCookie(await cookie.serialize('', { maxAge: 0 }));
  return isToast(toast) ? toast : undefined;
}

function isToast(value: unknown): value is Toast {
  return typeof value === 'object' && value !== null && 'id' in value && 'words' in value;
}
