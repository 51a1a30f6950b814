import { readFirstSuccesses } from '@ck/shared/invitations';
import { signedIn } from '#app/auth/require-account.server.ts';

/** How far the people of a key have come; asked for by its page once that is shown. */
export const loader = signedIn(async ({ actor, param }) => ({
  people: await readFirstSuccesses(actor, param('keyId')),
}));
