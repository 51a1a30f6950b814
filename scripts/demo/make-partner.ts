import { grantAccess } from '@ck/shared/access';
import { type actorOf, ensureAccount } from '@ck/shared/accounts';
import {
  createKey,
  type KeySecrets,
  type KeyView,
  listKeys,
  savePermissions,
  switchKey,
} from '@ck/shared/keys';
import type { Partner } from './partners.ts';

type Owner = ReturnType<typeof actorOf>;

/** A partner's living key, by its name. */
export async function findPartnerKey(
  owner: Owner,
  endpointId: string,
  { name }: Partner,
): Promise<KeyView | undefined> {
  return (await listKeys(owner, endpointId)).find(key => key.name === name);
}

/** Makes a partner's key and its person, who has accepted the invitation. Where it was broken off before, it goes on. */
export async function makePartner(
  owner: Owner,
  endpointId: string,
  partner: Partner,
  secrets: KeySecrets,
): Promise<void> {
  const { name, description, person } = partner;
  const key =
    (await findPartnerKey(owner, endpointId, partner)) ??
    (await createKey(owner, { endpointId, name, description }, secrets));
  // Any change raises the version: this one is made on an untouched key only.
  if (key.version === 1) await setProduction(owner, key, partner.production);
  const account = await ensureAccount(person.email, person.name);
  await grantAccess({ endpointId, keyId: key.id }, account);
}

async function setProduction(owner: Owner, key: KeyView, wanted: Partner['production']): Promise<void> {
  const form = { keyId: key.id, environment: 'production' as const, expectedVersion: key.version };
  if ('active' in wanted) await switchKey(owner, { ...form, active: wanted.active });
  else await savePermissions(owner, { ...form, permissions: wanted.permissions });
}
