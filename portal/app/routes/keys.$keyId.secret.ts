import { regenerateKey, revealKey } from '@ck/shared/keys';
import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireAccount } from '#app/auth/require-account.server.ts';
import { portalSettings } from '#app/config.server.ts';
import { refuseCall } from '#app/errors.server.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';
import type { Proof } from '#app/proof.ts';

const schema = z.object({
  environment: z.enum(['sandbox', 'production']),
  intent: z.enum(['show', 'copy', 'regenerate']),
  /** With `regenerate`: how long the old key may live on. */
  keep: z.enum(['1h', '24h', '7d']).optional(),
});

/** Show, Copy and Regenerate: POSTs, so that no address, history or cache ever has a key in it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireAccount(request, context);
  const form = schema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) {
    const message = 'Say which environment, and whether to show, copy or regenerate.';
    return Response.json({ code: 'invalid', message }, { status: 400 });
  }
  const { environment, intent, keep } = form.data;
  const key = { keyId: String(params.keyId), environment };
  const { keySecrets } = portalSettings();
  try {
    if (intent === 'regenerate') {
      const wanted = { ...key, ...(keep !== undefined && { keep }) };
      const { fence } = await regenerateKey(actor, wanted, keySecrets);
      return noStore({ proof: proofOf(actor, fence) });
    }
    return noStore(await revealKey(actor, { ...key, purpose: intent }, keySecrets));
  } catch (error) {
    const pending = unconfirmedOutcome(actor, error, '')?.proof;
    return pending === undefined ? refuseCall(error) : noStore({ proof: pending });
  }
}

const noStore = (body: { keyText: string } | { proof: Proof }) =>
  Response.json(body, { headers: { 'Cache-Control': 'no-store' } });
