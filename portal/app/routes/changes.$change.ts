import { getChangeState } from '@ck/shared/endpoints';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccount } from '#app/auth/require-account.server.ts';
import { throwAsAnswer } from '#app/errors.server.ts';

/** How a change stands that had not been confirmed: asked by the receipt that waits for it. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor } = await requireAccount(request, context);
  return await getChangeState(actor, String(params.change)).catch(throwAsAnswer);
}
