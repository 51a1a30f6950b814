import type { Actor } from '@ck/shared/accounts';
import {
  cutOffCompletely,
  type InviteResult,
  inviteCollaborators,
  resendInvitation,
  revokeInvitation,
} from '@ck/shared/invitations';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { portalSettings } from '#app/config.server.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { counted } from '#app/numbers.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';

const invitationId = z.string();

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite'),
    addresses: z
      .string({ error: 'Enter at least one address.' })
      .max(20_000, 'At most 200 addresses at once.'),
  }),
  z.object({ intent: z.literal('resend'), invitationId }),
  z.object({ intent: z.literal('revoke'), invitationId }),
  z.object({ intent: z.literal('cut_off'), invitationId }),
]);

type Form = z.output<typeof schema>;

/** Where the outcomes of this card's forms are shown. */
export const invitationsPlace = 'invitations';

const intents: readonly string[] = ['invite', 'resend', 'revoke', 'cut_off'] satisfies Form['intent'][];
export const isAboutInvitations = (form: FormData) => intents.includes(String(form.get('intent')));

export async function actOnInvitations(actor: Actor, keyId: string, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const place = submission.payload.intent === 'invite' ? 'invite' : invitationsPlace;
  if (submission.status !== 'success') return refuseInput(submission, place);
  try {
    const done = await act(actor, keyId, submission.value);
    return { place: invitationsPlace, result: undefined, conflict: false, ...done } satisfies FormOutcome;
  } catch (error) {
    return unconfirmedOutcome(actor, error, place) ?? refuseForm(submission, error, place);
  }
}

type Done = Pick<FormOutcome, 'done' | 'proof' | 'lines'>;

async function act(actor: Actor, keyId: string, form: Form): Promise<Done> {
  const { mailSecret } = portalSettings();
  switch (form.intent) {
    case 'invite': {
      const addresses = form.addresses.split(/[\s,;]+/);
      return inWords(await inviteCollaborators(actor, { keyId, addresses }, { mailSecret }));
    }
    case 'resend': {
      const { address } = await resendInvitation(actor, form.invitationId, { mailSecret });
      return { done: `${address} is invited again: a new link for 7 days, the old one is dead` };
    }
    case 'revoke': {
      const { address, acceptedAt } = await revokeInvitation(actor, form.invitationId);
      return {
        done:
          acceptedAt === undefined
            ? `The invitation of ${address} is revoked`
            : `${address} has no access any more. The key itself still works`,
      };
    }
    case 'cut_off': {
      const { address, fence } = await cutOffCompletely(actor, form.invitationId);
      return {
        done: `${address} is cut off: no access, and both keys are off`,
        proof: proofOf(actor, fence),
      };
    }
  }
}

function inWords(results: readonly InviteResult[]): Done {
  const refused = results.flatMap(each =>
    each.outcome === 'refused' ? [`${each.address}: ${each.message}`] : [],
  );
  const sent = results.length - refused.length;
  const done = `${counted(sent, 'invitation')} on the way${refused.length > 0 ? `, ${refused.length} not` : ''}`;
  return { done, ...(refused.length > 0 && { lines: refused }) };
}
