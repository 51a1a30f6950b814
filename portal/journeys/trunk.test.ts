import { grantAccess } from '@ck/shared/access';
import { ensureAccount } from '@ck/shared/accounts';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Answer, callGateway } from './support/call-gateway.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

test('what an owner changes holds at the gateway when the page says so', { timeout: 120_000 }, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  await anEndpoint(await anOwner('kim@harbor.example'), {
    slug: 'orders',
    upstream: `${upstreamUrl}/sandbox`,
    productionUpstream: `${upstreamUrl}/production`,
  });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await addKey(page, 'Acme Corp');
  const key = await takeProductionKey(page);
  const read = (): Promise<Answer> => callGateway(`${gatewayUrl}/orders/orders`, key);
  expect((await read()).status).toBe(200);

  await page.getByRole('switch', { name: 'Active' }).click();
  await page.getByRole('button', { name: 'Deactivate Production' }).click();
  await held(page, 'Production is off for Acme Corp');
  expect(await read()).toEqual({ status: 403, code: 'key_inactive' });
  await page.getByRole('switch', { name: 'Inactive' }).click();
  await held(page, 'Production is active for Acme Corp');
  expect((await read()).status).toBe(200);

  await page.getByRole('checkbox', { name: 'Read (GET)' }).uncheck();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Save' }).click();
  await held(page, 'The Production permissions are saved');
  expect(await read()).toEqual({ status: 403, code: 'permission_missing' });

  await page.getByRole('button', { name: 'Regenerate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click();
  await held(page, 'A new key is issued');
  expect(await read()).toEqual({ status: 401, code: 'key_replaced' });

  await deleteKey(page, 'Acme Corp');
  expect(complaints).toEqual([]);
  await leave();
});

test("what is saved right after another change is not taken for somebody else's", {
  timeout: 60_000,
}, async () => {
  const { upstreamUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'swift', upstream: `${upstreamUrl}/sandbox` });
  const { key } = await aKey(owner, endpoint.id, { name: 'Mobile Team' });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/swift/keys/${key.id}?environment=sandbox`);
  const release = Promise.withResolvers<void>();
  let sent = 0;
  await page.route(
    address => address.pathname.endsWith('.data'),
    async route => {
      // The receipt is there already, the page still shows the version before it.
      if (route.request().method() === 'GET') await release.promise;
      else sent += 1;
      await route.continue();
    },
  );
  await page.getByRole('switch', { name: 'Active' }).click();
  await held(page, 'Sandbox is off for Mobile Team');
  await page.getByRole('checkbox', { name: 'Read (GET)' }).uncheck();
  const save = page.getByRole('tabpanel').getByRole('button', { name: 'Save' });
  expect(await save.getAttribute('aria-disabled')).toBe('true');
  await save.click({ force: true });
  release.resolve();
  await save.click();
  await held(page, 'The Sandbox permissions are saved');
  expect(sent).toBe(2);
  expect(complaints).toEqual([]);
  await leave();
});

test('a pause, its early end and a cut-off hold at the gateway; a rename and two owners at once meet on the page', {
  timeout: 90_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'controls', upstream: `${upstreamUrl}/sandbox` });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team' });
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, await ensureAccount('mina@acme.example'));
  const call = async () => (await callGateway(`${gatewayUrl}/controls/orders`, texts.sandbox)).status;
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/controls/keys/${key.id}`);
  await page.getByRole('button', { name: 'Pause for 1 h' }).click();
  await held(page, 'Sandbox is off for Mobile Team');
  await page.getByText(/Back on by itself in/).waitFor();
  expect(await call()).toBe(403);
  await page.getByRole('button', { name: 'Activate now' }).click();
  await held(page, 'Sandbox is active for Mobile Team');
  expect(await call()).toBe(200);

  const other = await portal.arrive(portal.demoLink('owner'));
  await other.page.goto(`/apis/controls/keys/${key.id}`);
  await page.getByLabel('Collaboration key name').fill('Mobile Squad');
  await page
    .locator('form', { has: page.getByLabel('Description') })
    .getByRole('button', { name: 'Save' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Mobile Squad' }).waitFor();
  await other.page.getByRole('checkbox', { name: 'Delete (DELETE)' }).uncheck();
  await other.page.getByRole('tabpanel').getByRole('button', { name: 'Save' }).click();
  await other.page.getByText('The permissions were not saved').waitFor();
  await other.page.getByText(/kim@harbor\.example: Key renamed or described/).waitFor();
  await other.leave();

  await page.getByRole('button', { name: 'Revoke Access' }).click();
  await page.getByRole('button', { name: 'Cut off completely' }).click();
  await page
    .getByText(/is cut off|cut off/)
    .first()
    .waitFor();
  await expect.poll(call).toBe(403);
  expect(complaints).toEqual([]);
  await leave();
});

test('an old key that is kept works beside the new one, says until when, and ends on demand', {
  timeout: 60_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'overlap', upstream: `${upstreamUrl}/sandbox` });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team' });
  const withOldKey = () => fetch(`${gatewayUrl}/overlap/orders`, { headers: { 'X-Api-Key': texts.sandbox } });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/overlap/keys/${key.id}?environment=sandbox`);
  await page.getByRole('tab', { name: 'Sandbox' }).click();
  await page.getByRole('button', { name: 'Regenerate' }).click();
  await page.getByRole('radio', { name: 'Works for 1 more hour' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click();
  await held(page, 'A new key is issued, the old one lives on');
  const during = await withOldKey();
  expect(during.status).toBe(200);
  const left = Date.parse(during.headers.get('x-api-key-valid-until') ?? '') - Date.now();
  expect(left).toBeGreaterThan(3_500_000);
  expect(left).toBeLessThan(3_600_001);

  await page.getByRole('button', { name: 'End now' }).click();
  await held(page, 'The old Sandbox key is ended');
  expect((await withOldKey()).status).toBe(401);
  expect(complaints).toEqual([]);
  await leave();
});

/** The receipt of what was done says that it holds on the one gateway there is. */
async function held(page: Page, title: string): Promise<void> {
  const receipt = page.getByRole('status').filter({ has: page.getByText(title, { exact: true }) });
  await receipt.getByText(/^holds on 1 of 1 gateway after [\d,]+ ms$/).waitFor();
}

test('a collaborator sees the shared endpoint, both keys and the last calls', {
  timeout: 60_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'shared', upstream: `${upstreamUrl}/sandbox` });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team', permissions: ['read'] });
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, await ensureAccount('mina@acme.example'));
  const address = `${gatewayUrl}/shared/orders`;
  expect((await callGateway(address, texts.sandbox)).status).toBe(200);
  const post = await callGateway(address, texts.sandbox, { method: 'POST', body: '{}' });
  expect(post.status).toBe(403);

  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.getByRole('article', { name: 'Orders API' }).getByRole('link', { name: 'Open keys' }).click();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('button', { name: 'Hide' }).waitFor();
  expect(await page.getByTestId('key-text').textContent()).toBe(texts.sandbox);
  expect(await page.getByRole('button', { name: 'Regenerate' }).count()).toBe(0);

  const rows = page.getByRole('table').locator('tbody tr');
  const refused = rows.filter({ hasText: 'permission_missing' }).filter({ hasText: 'POST' });
  await expect.poll(() => countAfterReload(page, refused), { timeout: 10_000 }).toBe(1);
  expect(await refused.textContent()).toMatch(/[0-9A-HJKMNP-TV-Z]{26}/);
  await page.getByRole('tab', { name: 'Production' }).click();
  await page.getByText('No Production calls yet').waitFor();
  expect(complaints).toEqual([]);

  expect((await page.goto('/apis/shared/keys'))?.status()).toBe(404);
  await leave();
});

async function addKey(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Orders API' }).click();
  await page.getByRole('link', { name: 'View all' }).click();
  await page.getByRole('link', { name: 'Add', exact: true }).click();
  await page.getByLabel('Collaboration key name').fill(name);
  await page.getByLabel('Description').fill('Storefront checkout');
  for (const label of ['Create (POST)', 'Read (GET)', 'Update (PUT)', 'Delete (DELETE)']) {
    expect(await page.getByRole('checkbox', { name: label }).isChecked()).toBe(true);
  }
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function takeProductionKey(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Production' }).click();
  await page.getByRole('tab', { name: 'Production', selected: true }).waitFor();
  const field = page.getByTestId('key-text');
  expect(await field.textContent()).toMatch(/^ck_prod_…\w{4}$/);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('button', { name: 'Hide' }).waitFor();
  const key = (await field.textContent()) ?? '';
  expect(key).toMatch(/^ck_prod_\w{36}$/);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await page.getByRole('button', { name: 'Hide' }).click();
  expect(await field.textContent()).not.toBe(key);
  return key;
}

async function deleteKey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Delete collaboration key' }).click();
  await page.getByLabel(`Type ${name} to delete it`).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete collaboration key' }).click();
  await page.getByText('No collaboration keys yet').waitFor();
}

async function countAfterReload(page: Page, found: ReturnType<Page['locator']>): Promise<number> {
  await page.reload();
  return await found.count();
}
