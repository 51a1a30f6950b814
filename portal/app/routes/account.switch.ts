import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { switchAccount } from '#app/auth/browser-accounts.server.ts';
import { safeNext } from '#app/auth/safe-next.ts';

/** Another account of this browser becomes the active one; if its session has ended, it signs in again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const next = safeNext(form.get('next'));
  if (await switchAccount(String(form.get('accountId')), request, context)) return redirect(next);
  return redirect('/sign-in?add=account');
}

/** Somebody typed the address: switching takes a button. */
export const loader = () => redirect('/');
