import { grantAccess } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { saveDocument } from '@ck/shared/endpoints';
import { requestPermission, requestProduction } from '@ck/shared/requests';
import { aDocument, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

async function aPartner(slug: string) {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, {
    slug,
    upstream: `${upstreamUrl}/sandbox`,
    productionUpstream: `${upstreamUrl}/production`,
  });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team', permissions: ['read'] });
  const account = await ensureAccount('mina@acme.example');
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, account);
  return {
    owner,
    endpoint,
    key,
    texts,
    mina: actorOf(account, 'portal'),
    address: `${gatewayUrl}/${slug}/orders`,
  };
}

test('a permission that is approved holds at the gateway when the page says so; who comes later is told who decided', {
  timeout: 60_000,
}, async () => {
  const { key, texts, mina, address } = await aPartner('asked');
  const post = () => callGateway(address, texts.sandbox, { method: 'POST', body: '{}' });
  expect((await post()).status).toBe(403);
  const wish = { keyId: key.id, environment: 'sandbox', permission: 'create' } as const;
  const { id } = await requestPermission(mina, { ...wish, note: 'For the checkout' });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/asked/requests');
  await page.getByText('1 request waiting').waitFor();
  await page.getByRole('link', { name: 'Create (POST) in Sandbox' }).click();
  await page.getByText('For the checkout').waitFor();
  const later = await portal.arrive(portal.demoLink('owner'));
  await later.page.goto(`/apis/asked/requests/${id}`);
  await later.page.getByLabel('Note to Mobile Team').fill('No');

  await page.getByRole('button', { name: 'Approve: allow Create (POST) in Sandbox' }).click();
  await page.getByText(/^holds on 1 of 1 gateway after [\d,]+ ms$/).waitFor();
  expect((await post()).status).not.toBe(403);
  await later.page.getByRole('button', { name: 'Decline' }).click();
  await later.page.getByText('kim@harbor.example approved this request already.').waitFor();
  await later.leave();
  expect(complaints).toEqual([]);
  await leave();
});

test('what is deployed by a request is what was looked at', { timeout: 60_000 }, async () => {
  const { owner, endpoint, key, mina } = await aPartner('deployed');
  const newer = aDocument.replace('The orders', 'All orders');
  const saved = await saveDocument(owner, {
    ...{ endpointId: endpoint.id, document: newer },
    expectedVersion: endpoint.version,
  });
  const { id } = await requestProduction(mina, { keyId: key.id });
  const { page, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/deployed/requests/${id}`);
  await page.getByText('What Approve changes').waitFor();
  await saveDocument(owner, {
    ...{ endpointId: endpoint.id, document: newer.replace('All', 'Some') },
    expectedVersion: saved.version,
  });
  await page.getByRole('button', { name: 'Approve and deploy' }).click();
  await page.getByText('You see the newest state now').waitFor();
  await page.getByText('revision 3').waitFor();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByText('Say why: the person who asked will read it.').waitFor();
  await page.getByRole('button', { name: 'Approve and deploy' }).click();
  await page.getByText(/^holds on 1 of 1 gateway after [\d,]+ ms$/).waitFor();
  await leave();
});
