import { normalizeAddress } from './address.ts';

/** Who may publish endpoints: whole addresses and `@domains`, from OWNER_EMAILS. */
export type OwnerPolicy = { addresses: ReadonlySet<string>; domains: ReadonlySet<string> };

/** Reads `kim@harbor.example, @harbor.example`: commas, semicolons or spaces between, any case. */
export function parseOwnerPolicy(text: string): OwnerPolicy {
  const entries = text.split(/[\s,;]+/).map(normalizeAddress);
  return {
    addresses: new Set(entries.filter(entry => entry.indexOf('@') > 0)),
    domains: new Set(entries.filter(entry => entry.startsWith('@') && entry.length > 1)),
  };
}

/** A domain covers itself only: `@harbor.example` says nothing about `x@sub.harbor.example`. */
export function mayPublish(policy: OwnerPolicy, email: string): boolean {
  const address = normalizeAddress(email);
  return policy.addresses.has(address) || policy.domains.has(address.slice(address.lastIndexOf('@')));
}
