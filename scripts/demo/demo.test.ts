import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptedKeyIds } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { connectDatabase } from '@ck/shared/database';
import { listEndpoints } from '@ck/shared/endpoints';
import { listInvitations } from '@ck/shared/invitations';
import { deleteKey, listKeys, saveKeyDetails, savePermissions, switchKey } from '@ck/shared/keys';
import type { VersionedSecret } from '@ck/shared/process';
import { testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, it, onTestFinished } from 'vitest';
import { makeFirstCalls } from './first-calls.ts';
import { seedDemo } from './seed.ts';

const { uri } = suiteDatabase();

const asSetting = ({ current, versions }: VersionedSecret) =>
  `${current}:${versions.get(current)?.toString('base64url')}`;
const keyMaster = asSetting(testSecrets.master);

/** The seed is a process of its own elsewhere, and closes the connection that it has opened. */
async function seed() {
  const secrets = {
    KEY_MASTER: keyMaster,
    UPSTREAM_MASTER: asSetting(testSecrets.upstreamMaster),
    PEPPER: asSetting(testSecrets.pepper),
    MAIL_SECRET: asSetting(testSecrets.pepper),
  };
  const demo = await seedDemo({ mongodbUri: uri, upstream: 'http://127.0.0.1:4900', secrets });
  await connectDatabase(uri);
  const owner = actorOf(await ensureAccount(demo.owner.email), 'portal');
  const [endpoint] = await listEndpoints(owner);
  const keys = await listKeys(owner, endpoint?.id ?? '');
  const key = (name: string) => {
    const found = keys.find(one => one.name === name);
    if (found === undefined) throw new Error(`no key of ${name}`);
    return found;
  };
  return { demo, owner, keys, key };
}

it('the demo has three partners, each with a person who has accepted', async () => {
  const { demo, keys, key } = await seed();
  expect(keys.map(({ name }) => name)).toEqual(['Acme Corp', 'Birch Logistics', 'Cobalt Travel']);
  for (const { description } of keys) expect(description).toMatch(/^Demo: /);
  expect(key('Birch Logistics').production.permissions).toEqual(['read']);
  expect(key('Cobalt Travel').production.active).toBe(false);
  expect(demo.blocked).toMatch(/^ck_prod_/);
  for (const [email, name] of [
    ['mina@acme.example', 'Acme Corp'],
    ['lena@birch.example', 'Birch Logistics'],
    ['omar@cobalt.example', 'Cobalt Travel'],
  ] as const)
    expect(await acceptedKeyIds((await ensureAccount(email)).id)).toEqual([key(name).id]);
});

it('one invitation waits and one has expired, and a further start invites nobody again', async () => {
  const { owner, key } = await seed();
  await seed();
  const invitations = await listInvitations(owner, key('Birch Logistics').id);
  expect(invitations.map(({ status }) => status).sort()).toEqual(['accepted', 'expired', 'pending']);
});

it('a further start adds nothing', async () => {
  const { demo, keys } = await seed();
  const again = await seed();
  expect(again.demo).toEqual(demo);
  expect(again.keys).toEqual(keys);
});

it('the first calls are made once, also when they are refused', async () => {
  const lines: string[] = [];
  const gateway = createServer((request, response) => {
    lines.push(`${request.method} ${request.headers['user-agent']}`);
    response.writeHead(403).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void gateway.close());
  await once(gateway, 'listening');
  const { port } = gateway.address() as AddressInfo;
  const input = { mongodbUri: uri, gateway: `http://127.0.0.1:${port}`, keyMaster };
  const made = await makeFirstCalls(input);
  expect(made).toBe(lines.length);
  expect(made).toBeGreaterThan(40);
  expect(made).toBeLessThan(80);
  expect(await makeFirstCalls(input)).toBe(0);
  expect(lines).toHaveLength(made);
  await connectDatabase(uri);
});

it('what a person has changed stays; only Acme Corp comes back', async () => {
  const { owner, key } = await seed();
  await switchKey(owner, { keyId: key('Cobalt Travel').id, environment: 'production', active: true });
  await deleteKey(owner, { keyId: key('Birch Logistics').id });
  const acme = key('Acme Corp');
  const production = { keyId: acme.id, environment: 'production' as const, expectedVersion: acme.version };
  const saved = await savePermissions(owner, { ...production, permissions: ['delete'] });
  const second = await seed();
  expect(second.keys.map(({ name }) => name)).toEqual(['Acme Corp', 'Cobalt Travel']);
  expect(second.demo.blocked).toBeUndefined();
  expect(second.key('Acme Corp').production.permissions).toEqual(['delete']);
  const renamed = { keyId: acme.id, name: 'Acme Ltd', description: '', expectedVersion: saved.version };
  await saveKeyDetails(owner, renamed);
  const third = await seed();
  expect(third.keys.map(({ name }) => name)).toEqual(['Acme Ltd', 'Cobalt Travel', 'Acme Corp']);
});
