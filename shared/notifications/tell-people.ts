import type { Actor } from '../accounts/index.ts';
import { countEvents, recordAudit } from '../audit/index.ts';
import { inTransaction } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import { requireManagedKey } from '../keys/index.ts';
import { collaboratorsToTell } from '../notifying/index.ts';
import { readText } from '../text-field.ts';

const mostAnHour = 5;
const hourMs = 60 * 60_000;

/**
 * Sends a word to everybody of a key who listens, in the portal and by mail as each has chosen.
 * @returns to how many people it goes
 * @throws DomainError `not_found`, `invalid`, `limit_reached`
 */
export async function tellPeopleOfKey(
  actor: Actor,
  form: { keyId: string; environment?: Environment; text: string },
): Promise<{ people: number; keyName: string }> {
  const rule = { field: 'text', label: 'The text', max: 500, required: true, lines: true };
  const text = readText(form.text, rule);
  return await inTransaction(async session => {
    const { id: keyId, name: keyName, endpointId } = await requireManagedKey(actor, form.keyId, session);
    const since = new Date(Date.now() - hourMs);
    if ((await countEvents({ keyId, action: 'key.people_told', since }, session)) >= mostAnHour)
      throw new DomainError(
        'limit_reached',
        `${mostAnHour} an hour are enough. Write a mail, or try again later.`,
      );
    const mine = actor.kind === 'account' ? actor.accountId : undefined;
    const people = await collaboratorsToTell('owner_note', keyId, session);
    const { environment } = form;
    const about = { endpointId, keyId, keyName, ...(environment !== undefined && { environment }) };
    await recordAudit(actor, { action: 'key.people_told', ...about, after: { text } }, session);
    return { people: people.filter(({ accountId }) => accountId !== mine).length, keyName };
  });
}
