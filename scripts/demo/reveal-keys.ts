import type { Environment } from '@ck/shared/endpoints';
import { type KeySecrets, revealKey } from '@ck/shared/keys';

export type Pair = Record<Environment, string>;
type Means = Pick<KeySecrets, 'master'>;

/** A demo key's text, told in the audit as shown by the demo. */
export async function revealForDemo(keyId: string, environment: Environment, means: Means): Promise<string> {
  const actor = { kind: 'job', job: 'demo', surface: 'job' } as const;
  return (await revealKey(actor, { keyId, environment, purpose: 'show' }, means)).keyText;
}

export async function revealPair(keyId: string, means: Means): Promise<Pair> {
  return {
    sandbox: await revealForDemo(keyId, 'sandbox', means),
    production: await revealForDemo(keyId, 'production', means),
  };
}
