import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grantAccess } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { createEndpoint, deployEndpoint, type EndpointView } from '@ck/shared/endpoints';
import type { Permission } from '@ck/shared/permissions';
import { aKey, anOwner, ownerPolicy, testSecrets } from '@ck/shared/testing/builders';
import type { System } from './start-system.ts';

export const readOrdersDocument = () =>
  readFile(join(import.meta.dirname, '../../../scripts/demo/orders/openapi.yaml'), 'utf8');

type Partner = {
  permissions?: readonly Permission[];
  /** Told instead of the sample Orders API and its document. */
  upstream?: string;
  document?: string;
  /** Deployed to Production too. */
  isDeployed?: boolean;
};

/** The sample Orders API, shared by the demo's owner with the demo's collaborator under a key of this test's own. */
export async function ordersPartner(system: System, slug: string, partner: Partner = {}) {
  const { permissions = ['read'], upstream = `${system.upstreamUrl}/sandbox`, isDeployed = false } = partner;
  const owner = await anOwner('kim@harbor.example');
  const document = partner.document ?? (await readOrdersDocument());
  const production = isDeployed ? { production: `${system.upstreamUrl}/production` } : {};
  const form = { name: 'Orders API', slug, document, upstreams: { sandbox: upstream, ...production } };
  const means = { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy };
  let endpoint: EndpointView = await createEndpoint(owner, form, means);
  if (isDeployed)
    endpoint = await deployEndpoint(owner, { endpointId: endpoint.id, expectedVersion: endpoint.version });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team', permissions });
  const account = await ensureAccount('mina@acme.example');
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, account);
  return { owner, mina: actorOf(account, 'portal'), endpoint, key, texts };
}
