import { unlinkSlackUser } from '@ck/shared/accounts';
import { askingOf } from '../asking.ts';
import { type Answer, plainAnswer } from '../blocks/blocks.ts';
import type { Visitor } from '../means.ts';
import { runWords } from '../run-command.ts';
import type { Act } from './act.ts';
import { approveAndTell } from './approve.ts';
import { cutOffAndTell, resendAndTell, revokeAndTell } from './invitations.ts';
import { saveAndTell } from './permissions.ts';
import { endOverlapAndTell, regenerateAndTell } from './regenerate.ts';
import { switchAndTell } from './switch.ts';

/** Acts that are answered with words; forms and the pages of Home are shown where they are pressed. */
export type AnsweredAct = Exclude<Act, { do: 'form' | 'home' }>;

/** Does what a button says, as whoever pressed it. @throws CommandError, DomainError */
export async function doAct(act: AnsweredAct, visitor: Visitor): Promise<Answer> {
  if (act.do === 'keep') return plainAnswer('Nothing was changed.');
  if (act.do === 'run') return await runWords(act.words, visitor);
  if (act.do === 'disconnect') {
    const was = await unlinkSlackUser(visitor.user);
    return plainAnswer(was ? 'Your Slack user is not connected any more.' : 'It was not connected.');
  }
  const asking = await askingOf(visitor);
  switch (act.do) {
    case 'switch':
      return await switchAndTell(asking, act);
    case 'permissions':
      return await saveAndTell(asking, act);
    case 'regenerate':
      return await regenerateAndTell(asking, act);
    case 'end-overlap':
      return await endOverlapAndTell(asking, act);
    case 'revoke':
      return await revokeAndTell(asking, act.invitationId);
    case 'cut-off':
      return await cutOffAndTell(asking, act.invitationId);
    case 'resend':
      return await resendAndTell(asking, act.invitationId);
    case 'approve':
      return await approveAndTell(asking, act.requestId, act.version);
  }
}
