import { environmentLabels, environments } from '@ck/shared/endpoints';
import { cutOffCompletely, resendInvitation, revokeInvitation } from '@ck/shared/invitations';
import { type Answer, actions, context, plainAnswer, section } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { receiptLine } from '../blocks/key-blocks.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { keyWord } from '../find-key.ts';
import type { Asking } from '../means.ts';

/** Takes an invitation or access back, and says that the key itself still works. */
export async function revokeAndTell({ actor }: Asking, invitationId: string): Promise<Answer> {
  const { address, acceptedAt, keyId } = await revokeInvitation(actor, invitationId);
  if (acceptedAt === undefined) return plainAnswer(`The invitation of ${address} is revoked.`);
  const text = `${address} has no access any more.`;
  const still = 'The key itself still works for whoever has it.';
  const off = environments.map(environment =>
    runButton(`Deactivate ${environmentLabels[environment]}`, ['off', keyWord(keyId), environment]),
  );
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*\n${still}`), ...actions(...off)] };
}

/** Access and both keys in one write. */
export async function cutOffAndTell({ actor }: Asking, invitationId: string): Promise<Answer> {
  const { address, fence } = await cutOffCompletely(actor, invitationId);
  const what = `${address} is cut off: no access, and both keys are off`;
  const text = fence.kind === 'held' ? what : `Not confirmed yet: ${what}`;
  return { text, blocks: [section(`*${escapeMrkdwn(text)}*`), context(receiptLine(fence))] };
}

export async function resendAndTell({ actor, mailSecret }: Asking, invitationId: string): Promise<Answer> {
  const { address } = await resendInvitation(actor, invitationId, { mailSecret });
  return plainAnswer(`Sent again to ${address}: a new link for 7 days. The old link is dead.`);
}
