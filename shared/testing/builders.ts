import { randomBytes } from 'node:crypto';
import { grantAccess } from '../access/index.ts';
import { type Actor, actorOf, ensureAccount, parseOwnerPolicy } from '../accounts/index.ts';
import { createEndpoint, deployEndpoint, type EndpointView } from '../endpoints/index.ts';
import { createKey, type KeyView, revealKey } from '../keys/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { VersionedSecret } from '../process/index.ts';

const aSecret = (): VersionedSecret => ({ current: 1, versions: new Map([[1, randomBytes(32)]]) });

export const testSecrets = {
  ...{ pepper: aSecret(), master: aSecret(), upstreamMaster: aSecret() },
  consoleSecret: aSecret(),
};
export const ownerPolicy = parseOwnerPolicy('@harbor.example');

export const aDocument = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Orders API', version: '1.0.0' },
  paths: { '/orders': { get: { responses: { 200: { description: 'The orders' } } } } },
});

let count = 0;
const unique = (word: string) => `${word}-${++count}`;

export async function anOwner(email = `${unique('kim')}@harbor.example`): Promise<Actor> {
  return actorOf(await ensureAccount(email), 'portal');
}

/** Somebody who may use this key and nothing else. */
export async function aCollaborator(key: KeyView, email = `${unique('mina')}@acme.example`): Promise<Actor> {
  const account = await ensureAccount(email);
  await grantAccess({ endpointId: key.endpointId, keyId: key.id }, account);
  return actorOf(account, 'portal');
}

/** An endpoint with a sandbox, and deployed to production when a production upstream is given. */
export async function anEndpoint(
  owner: Actor,
  {
    upstream = 'http://127.0.0.1:9/sandbox',
    productionUpstream,
    slug = unique('orders'),
  }: { upstream?: string; productionUpstream?: string; slug?: string } = {},
): Promise<EndpointView> {
  const production = productionUpstream === undefined ? {} : { production: productionUpstream };
  const form = {
    name: 'Orders API',
    slug,
    document: aDocument,
    upstreams: { sandbox: upstream, ...production },
  };
  const means = { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy };
  const endpoint = await createEndpoint(owner, form, means);
  if (productionUpstream === undefined) return endpoint;
  return await deployEndpoint(owner, { endpointId: endpoint.id, expectedVersion: endpoint.version });
}

export async function aKey(
  owner: Actor,
  endpointId: string,
  { name = unique('Acme'), permissions }: { name?: string; permissions?: readonly Permission[] } = {},
): Promise<{ key: KeyView; texts: { sandbox: string; production: string } }> {
  const chosen = permissions === undefined ? {} : { permissions };
  const key = await createKey(owner, { endpointId, name, ...chosen }, testSecrets);
  const reveal = async (environment: 'sandbox' | 'production') =>
    (await revealKey(owner, { keyId: key.id, environment, purpose: 'show' }, testSecrets)).keyText;
  return { key, texts: { sandbox: await reveal('sandbox'), production: await reveal('production') } };
}
