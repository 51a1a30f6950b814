import type { Environment } from '../endpoints/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { seal, unseal } from '../sealing/index.ts';
import type { StoredKey } from './collaboration-key.ts';
import { digestForStoring } from './key-digest.ts';
import { createKeyText, maskKeyText } from './key-text.ts';

/** What issuing a key needs: the pepper of its digest and the master of its sealed copy. */
export type KeySecrets = { pepper: VersionedSecret; master: VersionedSecret };

/** Makes a new key text and the form in which it rests. The text itself is kept nowhere else. */
export function issueKey(
  place: { keyId: string; environment: Environment; generation: number },
  { pepper, master }: KeySecrets,
  createdAt: Date,
): StoredKey {
  const keyText = createKeyText(place.environment);
  return {
    keyId: place.keyId,
    generation: place.generation,
    ...digestForStoring(pepper, keyText),
    sealed: seal(master, keyText, sealContext(place)),
    masked: maskKeyText(keyText),
    createdAt,
  };
}

/** @throws Error when the sealed text was made for another key, environment or generation. */
export function openKey(
  place: { keyId: string; environment: Environment },
  stored: StoredKey,
  master: VersionedSecret,
): string {
  return unseal(master, stored.sealed, sealContext({ ...place, generation: stored.generation }));
}

const sealContext = (place: { keyId: string; environment: Environment; generation: number }) => [
  place.keyId,
  place.environment,
  place.generation,
  'keyText',
];
