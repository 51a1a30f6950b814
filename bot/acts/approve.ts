import { approveRequest, type Decided } from '@ck/shared/requests';
import { wishInWords } from '@ck/shared/wish-words';
import { type Answer, context, section } from '../blocks/blocks.ts';
import { receiptLine } from '../blocks/key-blocks.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Asking } from '../means.ts';

/** Approves a request; every message about it is rewritten by what the decision queued. */
export async function approveAndTell(
  { actor, deliverSoon }: Asking,
  requestId: string,
  version: number | undefined,
): Promise<Answer> {
  const form = { requestId, ...(version !== undefined && { expectedVersion: version }) };
  const decided = await approveRequest(actor, form);
  deliverSoon();
  return approvedAnswer(decided);
}

function approvedAnswer({ keyName, wish, fence }: Decided): Answer {
  const text = `Approved for ${keyName}: ${wishInWords(wish)}`;
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(text)}*`),
      ...(fence === undefined ? [] : [context(receiptLine(fence))]),
    ],
  };
}
