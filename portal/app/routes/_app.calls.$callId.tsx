import { findCall } from '@ck/shared/calls';
import { listEndpoints } from '@ck/shared/endpoints';
import { redirect } from '@remix-run/node';
import { signedIn } from '#app/auth/require-account.server.ts';

/** One row of a log by a link that is the same for everybody who may see it: it leads to the reader's own log. */
export const loader = signedIn(async ({ actor, param }) => {
  const { id, keyId, endpointId } = await findCall(actor, param('callId'));
  const owned = (await listEndpoints(actor)).find(endpoint => endpoint.id === endpointId);
  const log = owned === undefined ? `/shared/${keyId}/logs` : `/apis/${owned.slug}/keys/${keyId}/logs`;
  throw redirect(`${log}?request=${id}&open=${id}`);
});

/** Never shown; it makes this a page, so that who may not see the row reads so in the frame of all others. */
export default function CallLink() {
  return null;
}
