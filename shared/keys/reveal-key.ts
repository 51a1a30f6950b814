import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type Environment, environmentLabels } from '../endpoints/index.ts';
import { notFound } from '../errors.ts';
import type { VersionedSecret } from '../process/index.ts';
import { findUsableKey } from './find-key.ts';
import { openKey } from './issue-key.ts';

/**
 * The key text itself, for Show and Copy. Told in the audit before it is given out.
 * @throws DomainError `not_found`
 */
export async function revealKey(
  actor: Actor,
  form: { keyId: string; environment: Environment; purpose: 'show' | 'copy' },
  { master }: { master: VersionedSecret },
): Promise<{ keyText: string }> {
  const { environment } = form;
  const key = await findUsableKey(actor, form.keyId);
  const { current } = key[environment];
  if (current === undefined) throw notFound(`${environmentLabels[environment]} key`);
  const keyText = openKey({ keyId: key._id, environment }, current, master);
  const action = form.purpose === 'copy' ? 'key.copied' : 'key.revealed';
  const about = { endpointId: key.endpointId, keyId: key._id, keyName: key.name, environment };
  await recordAudit(actor, { action, ...about, after: { key: current.masked } });
  return { keyText };
}
