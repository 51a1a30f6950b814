import { redirect } from '@remix-run/node';
import { signedIn } from '#app/auth/require-account.server.ts';
import { rolesOf } from '#app/auth/roles.server.ts';

/** The start page is the one that a person works on. */
export const loader = signedIn(async guarded =>
  redirect((await rolesOf(guarded)).owner ? '/apis' : '/dashboard'),
);
