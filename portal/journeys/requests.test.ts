import { grantAccess } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { countCalls } from '@ck/shared/calls';
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

test('Production is asked for in the guide, taken back, asked for again, and the owner’s words are read there', {
  timeout: 90_000,
}, async () => {
  const { owner, endpoint, key, texts, address } = await aPartner('wanted');
  const newer = aDocument.replace('The orders', 'All orders');
  await saveDocument(owner, {
    ...{ endpointId: endpoint.id, document: newer, expectedVersion: endpoint.version },
  });
  for (let call = 0; call < 3; call++) await callGateway(address, texts.sandbox);
  await expect
    .poll(async () => (await countCalls(owner, { keyId: key.id, since: new Date(0) })).total)
    .toBe(3);
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const ask = async (note: string) => {
    await page.getByLabel('Note to the owner').fill(note);
    await page.getByRole('button', { name: 'Request production' }).click();
    await page.getByText('You have asked for Production').waitFor();
  };
  const card = page.getByRole('region', { name: 'Request production' });
  await page.goto(`/shared/${key.id}/guide`);
  await ask('Too early');
  await card.getByText('Pending', { exact: true }).waitFor();
  expect(await page.getByLabel('Note to the owner').count()).toBe(0);
  await card.getByRole('button', { name: 'Withdraw' }).click();
  await card.getByText('Withdrawn', { exact: true }).waitFor();
  await ask('We go live on Monday');
  await card.getByText('Pending', { exact: true }).waitFor();

  const kim = await portal.arrive(portal.demoLink('owner'));
  await kim.page.goto('/apis/wanted/requests');
  await kim.page.getByText('1 request waiting').waitFor();
  await kim.page.getByRole('link', { name: 'Deploy to Production' }).first().click();
  await kim.page.getByText('We go live on Monday').waitFor();
  const evidence = kim.page.getByRole('region', { name: 'Evidence from Sandbox' });
  await evidence.getByText('attached by itself').waitFor();
  await evidence.getByRole('link', { name: '3', exact: true }).waitFor();
  await kim.page.getByLabel('Note to Mobile Team').fill('Please test Update first.');
  await kim.page.getByRole('button', { name: 'Decline' }).click();
  await kim.page.getByText('Declined').first().waitFor();

  await page.reload();
  await card.getByText('Declined', { exact: true }).waitFor();
  await card.getByText('Please test Update first.').waitFor();
  await ask('Now with updates');
  await kim.page.goto('/apis/wanted/requests');
  await kim.page.getByRole('link', { name: 'Deploy to Production' }).first().click();
  await kim.page.getByLabel('Note to Mobile Team').fill('Good luck on Monday.');
  await kim.page.getByRole('button', { name: 'Approve and deploy' }).click();
  await kim.page.getByText(/^holds on 1 of 1 gateway after [\d,]+ ms$/).waitFor();
  await kim.leave();

  await page.reload();
  await card.getByText('Approved', { exact: true }).waitFor();
  await card.getByText('Good luck on Monday.').waitFor();
  expect(await page.getByRole('button', { name: 'Request production' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});
