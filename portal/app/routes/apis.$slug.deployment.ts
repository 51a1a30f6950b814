import { getEndpoint, previewDeployment } from '@ck/shared/endpoints';
import { signedIn } from '#app/auth/require-account.server.ts';

/** What deploying to Production would change; asked for when somebody is about to. */
export const loader = signedIn(async ({ actor, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return { difference: (await previewDeployment(actor, endpoint.id)) ?? null };
});
