import { listCalls } from '@ck/shared/calls';
import { listRequests, requestPermission } from '@ck/shared/requests';
import { aKey } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { ordersPartner } from './support/orders-partner.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const response = (page: Page) => page.getByRole('region', { name: 'Response' });
const bodyField = (page: Page) => page.getByRole('region', { name: 'Console' }).locator('textarea').first();

test('a body that was sent from the console in Sandbox is in its row, and in the console again, letter for letter', {
  timeout: 60_000,
}, async () => {
  const { owner, key } = await ordersPartner(portal.system(), 'kept', { permissions: ['create', 'read'] });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=createOrder`);
  const typed = '{ "note": "not an order, Größe",\n  "items" :[] ';
  await bodyField(page).fill(typed);
  await page.getByRole('region', { name: 'Samples' }).getByText('not an order').waitFor();
  await send(page);
  await response(page).getByText('400', { exact: true }).waitFor();
  await response(page)
    .getByRole('link', { name: /^in Logs/ })
    .click();
  const kept = page.getByRole('region', { name: 'Request body' });
  await kept.getByText('not an order, Größe').waitFor();
  await kept.getByText('kept until').waitFor();

  await page.getByRole('link', { name: 'Open in console' }).click();
  await page.getByText('The body is the one that was sent').waitFor();
  await expect.poll(() => bodyField(page).inputValue()).toBe(typed);
  // What is shown is what is sent: the second call has the first one's body.
  await send(page);
  await response(page).getByText('400', { exact: true }).waitFor();
  const rows = async () => await listCalls(owner, { keyId: key.id, limit: 2 });
  await expect.poll(async () => (await rows()).length).toBe(2);
  expect(new Set((await rows()).map(({ bytesIn }) => bytesIn))).toEqual(new Set([Buffer.byteLength(typed)]));
  expect(complaints).toEqual([]);
  await leave();

  const [row] = await rows();
  const kim = await portal.arrive(portal.demoLink('owner'));
  await kim.page.goto(`/calls/${row?.id}`);
  await kim.page.getByRole('region', { name: 'Request body' }).getByText('not an order').waitFor();
  await kim.leave();
});

test('of Production no body is kept, and of an app’s call none: the console begins with the example, and says so', {
  timeout: 60_000,
}, async () => {
  const { owner, key, texts } = await ordersPartner(portal.system(), 'unkept', {
    ...{ permissions: ['create', 'read'], isDeployed: true },
  });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?environment=production&operation=createOrder`);
  await bodyField(page).fill('{"note":"real"}');
  await page.getByRole('region', { name: 'Samples' }).getByText('real').waitFor();
  await send(page);
  await page.getByRole('button', { name: 'Send to Production' }).click();
  await response(page).getByText('422', { exact: true }).waitFor();
  await response(page)
    .getByRole('link', { name: /^in Logs/ })
    .click();
  await page.getByRole('link', { name: 'Open in console' }).waitFor();
  expect(await page.getByRole('region', { name: 'Request body' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Open in console' }).click();
  await page.getByText('The body of that call was not kept: this is the document’s example.').waitFor();
  await expect.poll(() => bodyField(page).inputValue()).toContain('customerId');

  await callGateway(`${portal.system().gatewayUrl}/unkept/orders`, texts.sandbox, {
    ...{ method: 'POST', body: '{"note":"of an app"}', headers: { 'Content-Type': 'application/json' } },
  });
  const ofApp = async () =>
    (await listCalls(owner, { keyId: key.id, environment: 'sandbox', limit: 1 }))[0]?.id ?? '';
  await expect.poll(ofApp).not.toBe('');
  await page.goto(`/shared/${key.id}/guide?environment=sandbox&call=${await ofApp()}`);
  await page.getByText('The body of that call was not kept').waitFor();

  const unknown = await fetch(`${portal.system().gatewayUrl}/unkept/no/such/path`, {
    headers: { 'X-Api-Key': texts.sandbox },
  });
  const lost = `/shared/${key.id}/guide?call=${unknown.headers.get('x-request-id')}`;
  await expect.poll(async () => (await page.goto(lost))?.status()).toBe(200);
  await page.getByText('That call fits no operation of this document').waitFor();
  expect(complaints.filter(text => !text.includes('404'))).toEqual([]);
  await leave();
});

test('from refused to repaired: the row, the wish, the owner’s approval on the request’s page, and the replay works', {
  timeout: 60_000,
}, async () => {
  const { owner, endpoint, key, texts } = await ordersPartner(portal.system(), 'repaired');
  const address = `${portal.system().gatewayUrl}/repaired/orders`;
  const refused = await callGateway(address, texts.sandbox, { method: 'POST', body: '{}' });
  expect(refused).toEqual({ status: 403, code: 'permission_missing' });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/logs`);
  await page.getByRole('link', { name: /^Open call POST/ }).click();
  await page.getByRole('heading', { name: 'The key had no permission for this method' }).waitFor();
  await page.getByRole('link', { name: 'Ask for the permission' }).click();
  await page.getByLabel('Ask for Create (POST)').fill('The checkout places orders');
  await page.getByRole('button', { name: 'Ask the owner' }).click();
  await page.getByText('You have asked. You hear of the decision').waitFor();

  const kim = await portal.arrive(portal.demoLink('owner'));
  await kim.page.goto('/apis/repaired/requests');
  await kim.page.getByRole('link', { name: 'Create (POST) in Sandbox' }).click();
  await kim.page.getByText('The checkout places orders').waitFor();
  const [request] = await listRequests(owner, { endpointId: endpoint.id });
  const [row] = await listCalls(owner, { keyId: key.id, limit: 1 });
  expect(request?.callId).toBe(row?.id);
  await kim.page.getByRole('link', { name: 'Open the refused call' }).waitFor();
  await kim.page.getByRole('button', { name: 'Approve: allow Create (POST) in Sandbox' }).click();
  await kim.page.getByText(/^holds on 1 of 1 gateway after [\d,]+ ms$/).waitFor();
  expect(kim.complaints).toEqual([]);
  await kim.leave();

  await page.goto(`/calls/${row?.id}`);
  await page.getByRole('link', { name: 'Ask for the permission' }).click();
  await page.getByText('Filled in from a call of the log').waitFor();
  await send(page);
  await response(page).getByText('201', { exact: true }).waitFor();
  await expect
    .poll(async () => await listCalls(owner, { keyId: key.id, limit: 1 }))
    .toMatchObject([{ source: 'console', status: 201, operationId: 'createOrder' }]);
  expect(complaints).toEqual([]);
  await leave();
});

test('a link to a row of another partner, or to a body of it, leads where a link to nothing leads', {
  timeout: 60_000,
}, async () => {
  const { owner, endpoint, key } = await ordersPartner(portal.system(), 'foreign');
  const other = await aKey(owner, endpoint.id, { name: 'Other Team' });
  await callGateway(`${portal.system().gatewayUrl}/foreign/orders`, other.texts.sandbox);
  const rows = async () => await listCalls(owner, { keyId: other.key.id, limit: 1 });
  await expect.poll(async () => (await rows()).length).toBe(1);
  const [row] = await rows();
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const words = async (path: string) => {
    expect((await page.goto(path))?.status(), path).toBe(404);
    const { pathname } = new URL(page.url());
    const words = await page.getByRole('main').textContent();
    return [pathname === new URL(path, page.url()).pathname, words];
  };
  const nothing = await words('/calls/01KCZ81F9QW4E7T2R5Y8V1J3XP');
  expect(await words(`/calls/${row?.id}`)).toEqual(nothing);
  expect(await words(`/shared/${key.id}/guide?call=${row?.id}`)).toEqual(nothing);
  expect(await words(`/shared/${other.key.id}/guide`)).toEqual(await words('/shared/none/guide'));
  await page.goto(`/shared/${key.id}/logs?request=${row?.id}&open=${row?.id}`);
  await page.getByText('No call matches', { exact: true }).waitFor();
  await leave();
});

test('what somebody has asked for already is not asked for again', { timeout: 60_000 }, async () => {
  const { owner, mina, endpoint, key } = await ordersPartner(portal.system(), 'once');
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=deleteOrder`);
  await page.getByLabel('Ask for Delete (DELETE)').waitFor();
  await requestPermission(mina, { keyId: key.id, environment: 'sandbox', permission: 'delete' });
  await page.getByRole('button', { name: 'Ask the owner' }).click();
  await page.getByText('mina@acme.example has asked for this already').waitFor();
  expect(await listRequests(owner, { endpointId: endpoint.id })).toHaveLength(1);
  await leave();
});

test('a write to Production asks once, a read never; the address keeps environment and operation', {
  timeout: 60_000,
}, async () => {
  const { owner, key } = await ordersPartner(portal.system(), 'careful', {
    ...{ permissions: ['create', 'read'], isDeployed: true },
  });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?environment=production&operation=createOrder`);
  await page.reload();
  await page.getByText('You are calling Production.').waitFor();
  await send(page);
  const dialog = page.getByRole('dialog', { name: 'Send POST /orders to Production?' });
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await listCalls(owner, { keyId: key.id, limit: 1 })).toEqual([]);
  await send(page);
  await dialog.getByRole('button', { name: 'Send to Production' }).click();
  await response(page).getByText('201', { exact: true }).waitFor();
  const first = await response(page)
    .getByRole('link', { name: /^in Logs/ })
    .textContent();
  await send(page);
  await expect
    .poll(
      async () =>
        await response(page)
          .getByRole('link', { name: /^in Logs/ })
          .textContent(),
    )
    .not.toBe(first);
  await page.getByRole('link', { name: /^GET ?\/orders(?!\/)/ }).click();
  await page.waitForURL(/operation=listOrders/);
  await send(page);
  await response(page).getByText('200', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
