import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Environment } from '../endpoints/index.ts';
import type { VersionedSecret } from '../process/index.ts';

/** What a call of the portal's console says of itself: made for this one call, by this person, for half a minute. */
export type ConsoleCall = {
  keyId: string;
  environment: Environment;
  method: string;
  /** The request target as it is sent: path and query. */
  target: string;
};

/** Whose console it is. */
export type ConsolePerson = { accountId: string; email: string };

export const assertionHeader = 'X-Console-Assertion';
const validMs = 30_000;

const claims = z.object({
  accountId: z.string(),
  email: z.string(),
  /** Milliseconds since 1970, by the database's clock. */
  expiresAt: z.number(),
  nonce: z.string(),
});

/**
 * The value of `X-Console-Assertion`: claims, and HMAC-SHA-256 under CONSOLE_SECRET over them and the call they belong to.
 * @param databaseNow milliseconds since 1970, by the database's clock, which the gateway goes by too
 */
export function makeAssertion(
  call: ConsoleCall,
  person: ConsolePerson,
  secret: VersionedSecret,
  databaseNow: number,
): string {
  const nonce = randomBytes(12).toString('base64url');
  const payload = encode({ ...person, expiresAt: databaseNow + validMs, nonce });
  const key = secret.versions.get(secret.current);
  if (key === undefined) throw new Error('the current version of CONSOLE_SECRET is missing');
  return `${secret.current}.${payload}.${sign(key, payload, call).toString('base64url')}`;
}

/** Whose console sent this call; undefined for what was not made for it, by us, within the last half minute. */
export function readAssertion(
  text: string,
  call: ConsoleCall,
  secret: VersionedSecret,
  databaseNow: number,
): ConsolePerson | undefined {
  const [, version, payload = '', signature = ''] =
    /^(\d{1,6})\.([A-Za-z0-9_-]{1,2048})\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  const key = secret.versions.get(Number(version));
  if (key === undefined) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const wanted = sign(key, payload, call);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const { accountId, email, expiresAt } = claims.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString()),
  );
  const leftMs = expiresAt - databaseNow;
  return leftMs > 0 && leftMs <= validMs + clockSlackMs ? { accountId, email } : undefined;
}

/** A gateway knows the database's clock to within its lease's guard; what ends much later than it could is not ours. */
const clockSlackMs = 5_000;

/** Length before each part, so that no two calls read alike. */
function sign(key: Buffer, payload: string, { keyId, environment, method, target }: ConsoleCall): Buffer {
  const parts = [payload, keyId, environment, method, target];
  const message = parts.map(part => `${Buffer.byteLength(part)}:${part}`).join('');
  return createHmac('sha256', key).update(`console-assertion\n${message}`).digest();
}

const encode = (value: z.output<typeof claims>) => Buffer.from(JSON.stringify(value)).toString('base64url');
