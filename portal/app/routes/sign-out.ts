import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { getAuth } from '#app/auth/auth.server.ts';
import { passCookies } from '#app/auth/session.server.ts';

export async function action({ request, context }: ActionFunctionArgs) {
  const { headers } = await getAuth().api.signOut({ headers: request.headers, returnHeaders: true });
  passCookies(headers, context);
  return redirect('/sign-in');
}

/** Somebody typed the address: signing out takes a button. */
export const loader = () => redirect('/');
