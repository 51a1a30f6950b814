import type { Actor } from '../accounts/index.ts';
import { isDomainError, notFound } from '../errors.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import { callCollection } from './call-record.ts';
import { type CallView, toCallView } from './find-calls.ts';

/** One call, for the owner of its key and the key's people. @throws DomainError `not_found` */
export async function findCall(actor: Actor, callId: string): Promise<CallView> {
  const row = await callCollection().findOne({ _id: String(callId) });
  if (row === null) throw notFound('call');
  await requireCallsOfKey(actor, row.keyId).catch(error => {
    throw isDomainError(error) ? notFound('call') : error;
  });
  return toCallView(row);
}
