import { corsLines } from './cors.ts';
import { type Denial, renderDenial } from './denials.ts';
import { linesOf } from './fields.ts';
import { answerHead, endingHead } from './http/answer-head.ts';
import { newRequestId } from './request-id.ts';

/**
 * A whole answer for what never became a call, to be written on the bare connection, which ends with it (RFC 9112, 2.2).
 */
export function bareRefusal(denial: Denial): Buffer {
  const requestId = newRequestId();
  const { status, headers, body } = renderDenial(denial, requestId);
  const lines = linesOf([...headers, 'X-Request-Id', requestId]) + corsLines('*', undefined);
  const head = answerHead({ status, lines, hasLength: true }, 'itself', endingHead);
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
