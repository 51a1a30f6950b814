import { readRecentUse } from '@ck/shared/calls';
import { isPermission } from '@ck/shared/permissions';
import { signedIn } from '#app/auth/require-account.server.ts';
import { environmentOf } from '#app/environment.ts';

/** What a key did in the last 24 hours; asked for when somebody is about to change it. */
export const loader = signedIn(async ({ actor, param, url }) => {
  const without = url.searchParams.getAll('without').filter(isPermission);
  return await readRecentUse(actor, {
    ...{ keyId: param('keyId'), environment: environmentOf(url) },
    ...(without.length > 0 && { needing: without }),
  });
});
