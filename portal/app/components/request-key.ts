import type { Environment } from '@ck/shared/endpoints';
import type { Overlap } from '@ck/shared/keys';
import type { Proof } from '../proof.ts';

export type KeyRequest = 'show' | 'copy' | 'regenerate';

export type KeyAnswer = { keyText?: string; proof?: Proof };

/**
 * Asks the portal for a key text, or for a new key, which is answered by how that holds.
 * @throws Error with words for the person who asked
 */
export async function requestKey(ask: {
  keyId: string;
  environment: Environment;
  intent: KeyRequest;
  keep?: Overlap;
}): Promise<KeyAnswer> {
  const { keyId, environment, intent, keep } = ask;
  const response = await fetch(`/keys/${keyId}/secret`, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({ environment, intent, ...(keep !== undefined && { keep }) }),
    cache: 'no-store',
    redirect: 'manual',
  }).catch(() => {
    throw new Error('The portal did not answer. Check your connection, then try again.');
  });
  if (response.type === 'opaqueredirect')
    throw new Error('You are signed out. Load this page again to sign in.');
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return readAnswer(answer);
  throw new Error(textOf(answer, 'message') ?? 'The portal could not do this. Try again in a moment.');
}

/** Our own portal wrote it; only its dates came as text. */
function readAnswer(answer: unknown): KeyAnswer {
  const { keyText, proof } = (answer ?? {}) as { keyText?: string; proof?: Proof };
  return {
    ...(keyText !== undefined && { keyText }),
    ...(proof !== undefined && { proof: { ...proof, at: new Date(proof.at) } }),
  };
}

function textOf(answer: unknown, name: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, name);
  return typeof value === 'string' ? value : undefined;
}
