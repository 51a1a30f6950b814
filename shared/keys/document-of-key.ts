import type { Actor } from '../accounts/index.ts';
import { type Environment, findDeployedDocument } from '../endpoints/index.ts';
import { findUsableKey } from './find-key.ts';

/**
 * The document that calls of a key go by in one environment, for its people and its owner.
 * @returns undefined while nothing is deployed there
 * @throws DomainError `not_found`
 */
export async function getDocumentOfKey(
  actor: Actor,
  { keyId, environment }: { keyId: string; environment: Environment },
): Promise<{ endpointId: string; revision: number; text: string } | undefined> {
  const { endpointId } = await findUsableKey(actor, keyId);
  const found = await findDeployedDocument(endpointId, environment);
  return found === undefined ? undefined : { endpointId, ...found };
}
