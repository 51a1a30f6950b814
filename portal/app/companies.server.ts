import type { SharedKey } from '@ck/shared/keys';
import { portalSettings } from './config.server.ts';

/**
 * The company that shares a key: the domain of its owner's address where everybody of that domain may publish here, else
 * that one address. Two people of a public mail service are two companies.
 */
export function companyOf({ sharedByEmail }: Pick<SharedKey, 'sharedByEmail'>): string {
  const domain = sharedByEmail.slice(sharedByEmail.lastIndexOf('@'));
  return portalSettings().ownerPolicy.domains.has(domain) ? domain.slice(1) : sharedByEmail;
}

/** Companies that share something with the reader, in the order of what is shared, and which of them is looked at. */
export function chooseCompany(shared: readonly SharedKey[], wanted: string | null) {
  const byCompany = Map.groupBy(shared, companyOf);
  const companies = [...byCompany].map(([name, keys]) => ({ name, endpoints: keys.length }));
  const chosen = companies.find(({ name }) => name === wanted)?.name ?? companies[0]?.name;
  return { companies, chosen, entries: chosen === undefined ? [] : (byCompany.get(chosen) ?? []) };
}
