import { writeFileSync } from 'node:fs';
import { ensureAccount } from '@ck/shared/accounts';
import { connectDatabase } from '@ck/shared/database';
import { grantAccess } from '@ck/shared/invitations';
import { savePermissions, switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { demoToken } from '../app/auth/demo-link.ts';
import { callGateway, callUntil } from './support/call-gateway.ts';
import { startSystem } from './support/start-system.ts';

const set = await MongoMemoryReplSet.create({
  binary: { systemBinary: process.env.MONGOD_BINARY ?? '', checkMD5: false },
  replSet: { count: 1, storageEngine: 'wiredTiger' },
});
const uri = new URL(set.getUri());
uri.pathname = '/harness';
await connectDatabase(uri.href);
const system = await startSystem(uri.href);
const kim = await anOwner('kim@harbor.example');
const endpoint = await anEndpoint(kim, {
  slug: 'orders',
  upstream: system.upstreamUrl + '/sandbox',
  productionUpstream: system.upstreamUrl + '/production',
});
await anEndpoint(kim, { slug: 'shipping-rates', upstream: system.upstreamUrl + '/sandbox' });
const acme = await aKey(kim, endpoint.id, { name: 'Acme Corp' });
await aKey(kim, endpoint.id, { name: 'Baltic Freight', permissions: ['read'] });
const n = await aKey(kim, endpoint.id, { name: 'Nordlicht GmbH' });
await switchKey(kim, { keyId: n.key.id, environment: 'production', active: false });
await savePermissions(kim, {
  keyId: acme.key.id,
  environment: 'production',
  permissions: ['create', 'read'],
  expectedVersion: acme.key.version,
});
const mina = await ensureAccount('mina@acme.example', 'Mina Park');
await grantAccess({ endpointId: endpoint.id, keyId: acme.key.id }, mina);
const url = system.gatewayUrl + '/orders/orders';
await callUntil(200, () => callGateway(url, acme.texts.sandbox));
for (let i = 0; i < 6; i++) await callGateway(url + '?status=open&page=' + i, acme.texts.sandbox);
await callGateway(url, acme.texts.sandbox, {
  method: 'POST',
  body: '{}',
  headers: { 'content-type': 'application/json' },
});
await callGateway(url + '/nothing', acme.texts.sandbox);
await callGateway(url + '/1', acme.texts.production, { method: 'DELETE' });
await callGateway(url, acme.texts.production);
writeFileSync(
  '/tmp/harness/run.json',
  JSON.stringify({
    ...system,
    uri: uri.href,
    owner: `/demo/sign-in/owner?token=${demoToken(system.demoSecret, 'owner')}`,
    collaborator: `/demo/sign-in/collaborator?token=${demoToken(system.demoSecret, 'collaborator')}`,
    key: acme.key.id,
  }),
);
console.log('ready', system.portalUrl);
process.on('SIGTERM', async () => {
  await system.stop();
  await set.stop();
  process.exit(0);
});
setInterval(() => {}, 1000);
