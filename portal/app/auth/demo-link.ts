import { createHmac, timingSafeEqual } from 'node:crypto';

export type DemoRole = 'owner' | 'collaborator';

/** The token of a one-click demo link. */
export function demoToken(secret: string, role: DemoRole): string {
  return createHmac('sha256', secret).update(role).digest('base64url');
}

/** Compares in constant time, so that answers do not spell the token out. */
export function isDemoToken(secret: string, role: DemoRole, token: string): boolean {
  const expected = Buffer.from(demoToken(secret, role));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
