import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actorOf, ensureAccount, linkSlackUser, parseOwnerPolicy } from '@ck/shared/accounts';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import {
  createEndpoint,
  deployEndpoint,
  type EndpointView,
  environments,
  listEndpoints,
  saveUpstream,
} from '@ck/shared/endpoints';
import { grantAccess } from '@ck/shared/invitations';
import { createKey, listKeys, revealKey, savePermissions } from '@ck/shared/keys';
import { versionedSecret } from '@ck/shared/process';

type SeedInput = {
  mongodbUri: string;
  /** Where the sample upstream is. */
  upstream: string;
  secrets: { KEY_MASTER: string; UPSTREAM_MASTER: string; PEPPER: string };
};

export type Demo = {
  endpoint: string;
  owner: { email: string };
  collaborator: { email: string };
  keys: { sandbox: string; production: string };
};

const owner = { email: 'kim@harbor.example', name: 'Kim Sol' };
const collaborator = { email: 'mina@acme.example', name: 'Mina Park' };
const slug = 'orders';

/** The demo's people, endpoint and key: made by the first start, found again by each later one. */
export async function seedDemo({ mongodbUri, upstream, secrets }: SeedInput): Promise<Demo> {
  await connectDatabase(mongodbUri);
  try {
    const means = {
      upstreamMaster: versionedSecret.parse(secrets.UPSTREAM_MASTER),
      allowLoopback: true,
      ownerPolicy: parseOwnerPolicy(owner.email),
    };
    const keySecrets = {
      pepper: versionedSecret.parse(secrets.PEPPER),
      master: versionedSecret.parse(secrets.KEY_MASTER),
    };
    const kim = await ensureAccount(owner.email, owner.name);
    const actor = actorOf(kim, 'portal');
    await linkSlackUser({ teamId: 'T0DEMO', userId: 'U0KIM', accountId: kim.id });
    const endpoint = await ensureEndpoint(actor, upstream, means);
    const keyId = await ensureKey(actor, endpoint, keySecrets);
    const mina = await ensureAccount(collaborator.email, collaborator.name);
    await grantAccess({ endpointId: endpoint.id, keyId }, mina);
    const job = { kind: 'job', job: 'demo', surface: 'job' } as const;
    const [sandbox = '', production = ''] = await Promise.all(
      environments.map(async environment => {
        const shown = await revealKey(job, { keyId, environment, purpose: 'show' }, keySecrets);
        return shown.keyText;
      }),
    );
    return {
      endpoint: endpoint.slug,
      owner: { email: owner.email },
      collaborator: { email: collaborator.email },
      keys: { sandbox, production },
    };
  } finally {
    await disconnectDatabase();
  }
}

type Owner = ReturnType<typeof actorOf>;
type Means = Parameters<typeof createEndpoint>[2];

/** The sample upstream may have another port than last time: the demo's endpoint follows it. */
async function ensureEndpoint(actor: Owner, upstream: string, means: Means): Promise<EndpointView> {
  const found = (await listEndpoints(actor)).find(endpoint => endpoint.slug === slug);
  if (found === undefined) {
    const document = readFileSync(join(import.meta.dirname, 'orders/openapi.yaml'), 'utf8');
    const upstreams = { sandbox: `${upstream}/sandbox`, production: `${upstream}/production` };
    const description =
      'Demo: orders, items and customers of a shop, with separate data in each environment.';
    const made = await createEndpoint(
      actor,
      { name: 'Orders API', slug, description, document, upstreams },
      means,
    );
    return await deployEndpoint(actor, { endpointId: made.id, expectedVersion: made.version });
  }
  let endpoint = found;
  for (const environment of environments) {
    const url = `${upstream}/${environment}`;
    if (endpoint[environment].upstream === url) continue;
    const form = { endpointId: endpoint.id, environment, url, expectedVersion: endpoint.version };
    endpoint = await saveUpstream(actor, form, means);
  }
  return endpoint;
}

/** A demo key that somebody deleted comes back under its name. */
async function ensureKey(actor: Owner, endpoint: EndpointView, secrets: Parameters<typeof createKey>[2]) {
  const name = 'Acme Corp';
  const found = (await listKeys(actor, endpoint.id)).find(key => key.name === name);
  if (found !== undefined) return found.id;
  const description = 'Demo: storefront checkout and order status';
  const key = await createKey(actor, { endpointId: endpoint.id, name, description }, secrets);
  const form = { keyId: key.id, environment: 'production' as const, expectedVersion: key.version };
  await savePermissions(actor, { ...form, permissions: ['create', 'read', 'update'] });
  return key.id;
}
