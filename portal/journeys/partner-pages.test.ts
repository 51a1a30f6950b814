import { grantAccess } from '@ck/shared/access';
import { ensureAccount, parseOwnerPolicy } from '@ck/shared/accounts';
import { listCalls } from '@ck/shared/calls';
import { createEndpoint } from '@ck/shared/endpoints';
import { switchKey } from '@ck/shared/keys';
import { aDocument, aKey, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { ordersPartner } from './support/orders-partner.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

test('an owner sees a partner’s logs and statistics as its people do, sends nothing, and that is written down', {
  timeout: 60_000,
}, async () => {
  const { owner, endpoint, key, texts } = await ordersPartner(portal.system(), 'looked-at');
  const other = await aKey(owner, endpoint.id, { name: 'Other Team' });
  const address = `${portal.system().gatewayUrl}/looked-at/orders`;
  await callGateway(address, texts.sandbox);
  await callGateway(address, texts.sandbox, { method: 'POST', body: '{}' });
  await callGateway(address, other.texts.sandbox);
  const calls = async () => (await listCalls(owner, { endpointId: endpoint.id, limit: 10 })).length;
  await expect.poll(calls, { timeout: 5_000 }).toBe(3);

  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/looked-at/keys/${key.id}`);
  await page.getByRole('link', { name: 'View as collaborator' }).click();
  await page.getByRole('heading', { level: 1, name: 'As a collaborator' }).waitFor();
  await page.getByRole('navigation', { name: 'Section' }).getByRole('link', { name: 'Logs' }).click();
  await page.getByText('2 calls shown').waitFor();
  await page.getByRole('link', { name: /^Open call POST/ }).click();
  await page.getByRole('heading', { name: 'The key had no permission for this method' }).waitFor();
  // Only the partner's people can ask, or send again.
  expect(await page.getByRole('link', { name: /Ask for the permission|Open in console/ }).count()).toBe(0);
  await page.getByRole('navigation', { name: 'Section' }).getByRole('link', { name: 'Statistics' }).click();
  await page.waitForURL(/as-collaborator\/statistics/);
  const refused = page.getByRole('link', { name: '1', exact: true }).first();
  // Calls are counted within seconds; the page shows what was counted when it was loaded.
  await expect
    .poll(async () => (await page.reload())?.ok() === true && (await refused.count()), { timeout: 15_000 })
    .toBe(1);
  expect(await refused.getAttribute('href')).toContain(`/keys/${key.id}/as-collaborator/logs`);
  expect(await page.locator('main form[method=post]').count()).toBe(0);
  await page.goto('/apis/looked-at/activity');
  for (const looked of ['Page: guide', 'Page: logs', 'Page: statistics'])
    await page
      .getByRole('row')
      .filter({ hasText: 'Looked at as a collaborator' })
      .filter({ hasText: looked })
      .waitFor();
  expect(await calls()).toBe(3);
  expect(complaints).toEqual([]);
  await leave();

  const mina = await portal.arrive(portal.demoLink('collaborator'));
  for (const page of ['', '/logs', '/statistics']) {
    const path = `/apis/looked-at/keys/${key.id}/as-collaborator${page}`;
    expect((await mina.page.goto(path))?.status(), path).toBe(404);
  }
  await mina.page.goto(`/shared/${key.id}/logs`);
  await mina.page.getByText('2 calls shown').waitFor();
  await mina.leave();
});

test('who works for two companies looks at one at a time: cards and news of the other are not with it', {
  timeout: 60_000,
}, async () => {
  const harbor = await ordersPartner(portal.system(), 'harbor');
  const lee = await anOwner('lee@northwind.example');
  const freight = await createEndpoint(
    lee,
    {
      ...{ name: 'Freight API', slug: 'freight', document: aDocument },
      upstreams: { sandbox: `${portal.system().upstreamUrl}/sandbox` },
    },
    {
      ...{ upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true },
      ownerPolicy: parseOwnerPolicy('lee@northwind.example'),
    },
  );
  const { key } = await aKey(lee, freight.id, { name: 'Acme Freight' });
  await grantAccess({ endpointId: freight.id, keyId: key.id }, await ensureAccount('mina@acme.example'));
  await switchKey(lee, { keyId: key.id, environment: 'sandbox', active: false });

  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto('/dashboard');
  const companies = page.getByRole('navigation', { name: 'Company' });
  const card = (name: string) => page.getByRole('article', { name, exact: true });
  const news = page.getByRole('region', { name: 'What changed for you' });
  await companies.getByRole('link', { name: 'harbor.example' }).click();
  await page.waitForURL(/company=harbor\.example/);
  await card('Orders API').first().waitFor();
  expect(await card('Freight API').count()).toBe(0);
  expect(await news.getByText('Freight API').count()).toBe(0);

  await companies.getByRole('link', { name: 'lee@northwind.example' }).click();
  await card('Freight API').waitFor();
  expect(await page.getByRole('article').count()).toBe(1);
  await news.getByText('Freight API').first().waitFor();
  expect(await news.getByText('Orders API').count()).toBe(0);
  // The address keeps it: a reload, and the way back from a key, lead to the same company.
  await page.reload();
  await card('Freight API').waitFor();
  await page.goto(`/shared/${harbor.key.id}/guide`);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Dashboard' }).click();
  await card('Orders API').first().waitFor();
  expect(await card('Freight API').count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

test('the environment stays in sight while the console is scrolled; on a phone one field chooses the operation', {
  timeout: 60_000,
}, async () => {
  const { key } = await ordersPartner(portal.system(), 'in-sight', { isDeployed: true });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  for (const size of [
    { width: 1280, height: 700 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`/shared/${key.id}/guide?environment=production&operation=getOrder`);
    const words = page.getByText('You are calling Production.');
    await words.waitFor();
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await send.and(page.locator(':enabled')).waitFor();
    await page.mouse.move(size.width / 2, size.height / 2);
    await page.mouse.wheel(0, 500);
    await expect.poll(() => page.evaluate('window.scrollY')).toBeGreaterThan(200);
    const box = await words.boundingBox();
    expect(box?.y, `${size.width}`).toBeGreaterThanOrEqual(0);
    expect(box?.y, `${size.width}`).toBeLessThan(120);
  }
  const list = page.getByRole('navigation', { name: 'Operations' });
  const picker = page.getByLabel('Operation', { exact: true });
  expect(await list.isVisible()).toBe(false);
  await picker.selectOption('listCustomers');
  await page.waitForURL(/environment=production&operation=listCustomers/);
  await page.getByRole('region', { name: 'Console' }).getByText('/customers', { exact: true }).waitFor();
  expect(await picker.inputValue()).toBe('listCustomers');
  await page.getByRole('link', { name: 'Sandbox' }).click();
  await page.getByText('You are calling Sandbox.').waitFor();
  expect(await picker.inputValue()).toBe('listCustomers');
  await page.setViewportSize({ width: 1280, height: 700 });
  expect(await picker.isVisible()).toBe(false);
  await list.getByRole('link', { name: /^GET ?\/orders(?!\/)/ }).click();
  await page.waitForURL(/operation=listOrders/);
  expect(complaints).toEqual([]);
  await leave();
});
