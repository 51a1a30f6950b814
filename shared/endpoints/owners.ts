import {
  type AccountView,
  type Actor,
  ensureAccount,
  findAccount,
  mayPublish,
  type OwnerPolicy,
  parseAddress,
} from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import { DomainError, notFound } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

type Form = { endpointId: string; expectedVersion: number };

const mostOwners = 50;

/** Who owns an endpoint, in the order in which they came. @throws DomainError `not_found` */
export async function listOwners(actor: Actor, endpointId: string): Promise<AccountView[]> {
  const { ownerIds } = await findOwnedEndpoint(actor, endpointId);
  const accounts = await Promise.all(ownerIds.map(findAccount));
  return accounts.filter(account => account !== undefined);
}

/**
 * Makes somebody an owner as well. An owner sees every key, so it must be an address that may publish here: what the
 * administrator has not allowed, no owner allows.
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export async function addOwner(
  actor: Actor,
  form: Form & { email: string },
  { ownerPolicy }: { ownerPolicy: OwnerPolicy },
): Promise<Fenced<EndpointView>> {
  const email = parseAddress(form.email);
  if (!mayPublish(ownerPolicy, email)) {
    throw refuse(`${email} may not publish APIs here. Ask the administrator to add it, then try again.`);
  }
  // Who may not change it must not make accounts either.
  await findOwnedEndpoint(actor, form.endpointId);
  const account = await ensureAccount(email);
  return await changeEndpoint(actor, form, async ({ ownerIds }) => {
    if (ownerIds.includes(account.id)) throw refuse(`${email} is an owner already.`);
    if (ownerIds.length >= mostOwners) throw refuse(`An API has at most ${mostOwners} owners.`);
    return await changeOf(ownerIds, [...ownerIds, account.id]);
  });
}

/**
 * Takes an owner away, also oneself. Two owners who remove each other at once cannot leave none: the second one's form
 * is of an older version.
 * @throws DomainError `not_found`, `conflict`, `invalid` for the last one
 */
export async function removeOwner(
  actor: Actor,
  form: Form & { accountId: string },
): Promise<Fenced<EndpointView>> {
  return await changeEndpoint(actor, form, async ({ ownerIds }) => {
    if (!ownerIds.includes(form.accountId)) throw notFound('owner');
    if (ownerIds.length === 1) {
      throw new DomainError('invalid', 'The last owner cannot go. Add another owner first.');
    }
    return await changeOf(
      ownerIds,
      ownerIds.filter(id => id !== form.accountId),
    );
  });
}

/** For rooms that tell the owners of something, within a transaction. */
export async function ownerIdsOf(endpointId: string, session: ClientSession): Promise<readonly string[]> {
  const endpoint = await Endpoint.findById(endpointId).session(session).lean<EndpointDocument>();
  return endpoint?.ownerIds ?? [];
}

async function changeOf(before: readonly string[], after: readonly string[]) {
  return {
    action: 'endpoint.owners_saved' as const,
    set: { ownerIds: after },
    before: { owners: await addressesOf(before) },
    after: { owners: await addressesOf(after) },
  };
}

async function addressesOf(accountIds: readonly string[]): Promise<string[]> {
  const accounts = await Promise.all(accountIds.map(findAccount));
  return accounts.map(account => account?.email ?? 'an account that is gone');
}

const refuse = (message: string) => new DomainError('invalid', message, { field: 'email' });
