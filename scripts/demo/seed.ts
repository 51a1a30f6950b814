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
import { settleChanges } from '@ck/shared/fence';
import type { KeySecrets, KeyView } from '@ck/shared/keys';
import { versionedSecret } from '@ck/shared/process';
import { DemoSteps } from './demo-steps.ts';
import { inviteToBirch } from './invite-to-birch.ts';
import { findPartnerKey, makePartner } from './make-partner.ts';
import { acme, birch, cobalt } from './partners.ts';
import { revealForDemo, revealPair } from './reveal-keys.ts';

type SeedInput = {
  mongodbUri: string;
  /** Where the sample upstream is. */
  upstream: string;
  secrets: { KEY_MASTER: string; UPSTREAM_MASTER: string; PEPPER: string; MAIL_SECRET: string };
};

export type Demo = {
  endpoint: string;
  owner: { email: string };
  collaborator: { email: string };
  keys: { sandbox: string; production: string };
  /** A production key that is switched off; absent once a person has changed that. */
  blocked?: string;
};

export const demoOwner = { email: 'kim@harbor.example', name: 'Kim Sol' };
export const demoSlug = 'orders';

/** The demo's people, endpoint and keys: made by the first start, found again by each later one. */
export async function seedDemo({ mongodbUri, upstream, secrets }: SeedInput): Promise<Demo> {
  await connectDatabase(mongodbUri);
  const steps = new DemoSteps(mongodbUri);
  try {
    const upstreamMaster = versionedSecret.parse(secrets.UPSTREAM_MASTER);
    const means = { upstreamMaster, allowLoopback: true, ownerPolicy: parseOwnerPolicy(demoOwner.email) };
    const pepper = versionedSecret.parse(secrets.PEPPER);
    const keySecrets = { pepper, master: versionedSecret.parse(secrets.KEY_MASTER) };
    const kim = await ensureAccount(demoOwner.email, demoOwner.name);
    const actor = actorOf(kim, 'portal');
    // The local Slack’s Kim, so that /collabkey knows its owner at once.
    await linkSlackUser({ teamId: 'T0LOCAL', userId: 'U0KIM', accountId: kim.id });
    const endpoint = await ensureEndpoint(actor, upstream, means);
    for (const partner of [acme, birch, cobalt])
      await steps.once(partner.name, () => makePartner(actor, endpoint.id, partner, keySecrets));
    const mailSecret = versionedSecret.parse(secrets.MAIL_SECRET);
    await steps.once('invitations', () => inviteToBirch(actor, endpoint.id, mailSecret));
    const key = await ensureAcme(actor, endpoint, keySecrets);
    const blocked = await findBlocked(actor, endpoint, keySecrets);
    return {
      endpoint: endpoint.slug,
      owner: { email: demoOwner.email },
      collaborator: { email: acme.person.email },
      keys: await revealPair(key.id, keySecrets),
      ...(blocked !== undefined && { blocked }),
    };
  } finally {
    await steps.close();
    await settleChanges();
    await disconnectDatabase();
  }
}

type Owner = ReturnType<typeof actorOf>;
type Means = Parameters<typeof createEndpoint>[2];

/** The sample upstream may have another port than last time: the demo's endpoint follows it. */
async function ensureEndpoint(actor: Owner, upstream: string, means: Means): Promise<EndpointView> {
  const found = (await listEndpoints(actor)).find(endpoint => endpoint.slug === demoSlug);
  if (found === undefined) {
    const document = readFileSync(join(import.meta.dirname, 'orders/openapi.yaml'), 'utf8');
    const upstreams = { sandbox: `${upstream}/sandbox`, production: `${upstream}/production` };
    const description =
      'Demo: orders, items and customers of a shop, with separate data in each environment.';
    const made = await createEndpoint(
      actor,
      { name: 'Orders API', slug: demoSlug, description, document, upstreams },
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

/** The summary shows this one's keys: it comes back under its name when somebody has deleted or renamed it. */
async function ensureAcme(actor: Owner, endpoint: EndpointView, secrets: KeySecrets): Promise<KeyView> {
  const found = await findPartnerKey(actor, endpoint.id, acme);
  if (found !== undefined) return found;
  await makePartner(actor, endpoint.id, acme, secrets);
  return await ensureAcme(actor, endpoint, secrets);
}

/** A person may have switched it on, renamed or deleted it since: then nothing is shown as blocked that is not. */
async function findBlocked(
  actor: Owner,
  endpoint: EndpointView,
  secrets: KeySecrets,
): Promise<string | undefined> {
  const key = await findPartnerKey(actor, endpoint.id, cobalt);
  if (key?.production.active !== false) return undefined;
  return await revealForDemo(key.id, 'production', secrets);
}
