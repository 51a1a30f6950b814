import type { Actor } from '../accounts/index.ts';
import { inTransaction, newId } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import { getKey } from '../keys/index.ts';
import { kindOf, Notification, tell } from '../notifying/index.ts';
import { requireAssigned } from './my-rules.ts';

const mostAnHour = 10;
const hourMs = 60 * 60_000;

/**
 * Sends the actor a notification of one kind, the ways that the actor chose, so that they are known to work. It says
 * that it is a test.
 * @throws DomainError `not_found`, `limit_reached`, `invalid` when neither mail nor portal is chosen
 */
export async function sendTest(
  actor: Actor,
  form: { keyId: string; kind: string },
): Promise<{ mail: boolean; portal: boolean }> {
  const { accountId, address, keyId, kind, rule } = await requireAssigned(actor, form);
  if (!rule.mail && !rule.portal) throw new DomainError('invalid', 'Choose by mail or in the portal first.');
  const { name: keyName, endpointId } = await getKey(actor, keyId);
  await inTransaction(async session => {
    const since = new Date(Date.now() - hourMs);
    const sent = await Notification.countDocuments({ accountId, test: true, at: { $gt: since } }).session(
      session,
    );
    if (sent >= mostAnHour)
      throw new DomainError('limit_reached', `${mostAnHour} tests an hour are enough. Try again later.`);
    const about = { endpointId, keyId, keyName, environment: 'sandbox' as const };
    const facts = kindOf(kind).sample;
    const cause = `test:${newId()}`;
    const person = { accountId, address, rule };
    await tell({ kind, cause, ...about, who: address, facts, test: true }, [person], session);
  });
  const { mail, portal } = rule;
  return { mail, portal };
}
