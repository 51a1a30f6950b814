import { z } from 'zod';
import { DomainError } from '../errors.ts';

const emailAddress = z.email().max(254);

/** The form in which addresses are stored and compared: trimmed, lower case, nothing else changed. */
export function normalizeAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** @throws DomainError `invalid` when it is not an e-mail address. */
export function parseAddress(address: string, field = 'email'): string {
  const normal = normalizeAddress(address);
  if (!emailAddress.safeParse(normal).success) {
    throw new DomainError('invalid', 'Enter an e-mail address, such as mina.park@acme.example.', { field });
  }
  return normal;
}
