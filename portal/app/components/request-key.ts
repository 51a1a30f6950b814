import type { Environment } from '@ck/shared/endpoints';

export type KeyRequest = 'show' | 'copy' | 'regenerate';

/**
 * Asks the portal for a key text, or for a new key (then the text is empty).
 * @throws Error with words for the person who asked
 */
export async function requestKey(ask: {
  keyId: string;
  environment: Environment;
  intent: KeyRequest;
}): Promise<string> {
  const { keyId, environment, intent } = ask;
  const response = await fetch(`/keys/${keyId}/secret`, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({ environment, intent }),
    cache: 'no-store',
    redirect: 'manual',
  }).catch(() => {
    throw new Error('The portal did not answer. Check your connection, then try again.');
  });
  if (response.type === 'opaqueredirect')
    throw new Error('You are signed out. Load this page again to sign in.');
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return textOf(answer, 'keyText') ?? '';
  throw new Error(textOf(answer, 'message') ?? 'The portal could not do this. Try again in a moment.');
}

function textOf(answer: unknown, name: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, name);
  return typeof value === 'string' ? value : undefined;
}
