import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { signOutActive, signOutAll } from '#app/auth/browser-accounts.server.ts';

/** Leads home: to the account that is active then, or to the sign-in page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  if (form.get('accounts') === 'all') await signOutAll(request, context);
  else await signOutActive(request, context);
  return redirect('/');
}

/** Somebody typed the address: signing out takes a button. */
export const loader = () => redirect('/');
