import { keepBody } from '@ck/shared/calls';
import { portalLog } from '#app/log.server.ts';
import type { ConsoleLine, ConsoleRequest } from './envelope.ts';
import { headerOf } from './send.ts';

/**
 * Keeps a body that was sent, under the id that the gateway gave the call. Whether it can be kept or not, the call was
 * made, and its answer goes on.
 */
export async function keepForReplay(
  request: ConsoleRequest,
  body: Buffer,
  head: Extract<ConsoleLine, { kind: 'head' }>,
): Promise<void> {
  const callId = headerOf(head, 'x-request-id');
  if (callId === undefined) return;
  const { keyId, environment } = request;
  const contentType = headerOf(request, 'content-type') ?? '';
  await keepBody({ callId, keyId, environment, contentType, body }).catch(error =>
    portalLog.warn({ err: error, callId }, 'the body of a console call was not kept for replay'),
  );
}
