import { grantAccess } from '@ck/shared/access';
import { ensureAccount } from '@ck/shared/accounts';
import { insertCalls } from '@ck/shared/calls';
import { deleteKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { aCallRecord } from '@ck/shared/testing/call-records';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

async function aPartner(slug: string) {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug, upstream: `${upstreamUrl}/sandbox` });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Mobile Team', permissions: ['read'] });
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, await ensureAccount('mina@acme.example'));
  async function call(path: string, init: RequestInit = {}): Promise<string> {
    const answer = await fetch(`${gatewayUrl}/${slug}${path}`, {
      ...init,
      headers: { 'X-Api-Key': texts.sandbox },
    });
    await answer.arrayBuffer();
    return answer.headers.get('x-request-id') ?? '';
  }
  return { owner, endpoint, key, call };
}

const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('a call is on the screen within two seconds of its answer, with what refused it and how to mend that', {
  timeout: 60_000,
}, async () => {
  const { key, call } = await aPartner('live');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/logs`);
  await page.getByText('No calls yet').waitFor();
  await live(page);
  await call('/orders?status=open');
  await rowOf(page, '/live/orders?status=open').waitFor({ timeout: 2_000 });
  const refused = await call('/orders', { method: 'POST' });
  await rowOf(page, 'permission_missing').waitFor({ timeout: 2_000 });

  await page.getByRole('link', { name: /^Open call POST/ }).click();
  await page.getByRole('heading', { name: 'The key had no permission for this method' }).waitFor();
  await page.getByText(refused, { exact: true }).waitFor();
  await page.getByText('never sent to the API').waitFor();
  expect(await page.getByText('$SANDBOX_KEY').count()).toBe(1);
  // Opened once, the page and its address are the same for whoever gets the link.
  expect(page.url()).toContain(`open=${refused}`);
  expect(complaints).toEqual([]);
  await leave();
});

test('filters are in the address, the file has what the list has, and live rows pass the filter too', {
  timeout: 60_000,
}, async () => {
  const { endpoint, key, call } = await aPartner('filtered');
  await call('/orders');
  await call('/orders', { method: 'DELETE' });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/filtered/keys/${key.id}`);
  await page.getByRole('link', { name: 'Logs', exact: true }).last().click();
  await page.getByLabel('Answered by').selectOption('refused');
  await page.waitForURL(/outcome=refused/);
  await live(page);
  await rowOf(page, 'DELETE').waitFor();
  await call('/orders');
  await call('/orders', { method: 'PUT' });
  await rowOf(page, 'PUT').waitFor({ timeout: 2_000 });
  expect(await page.getByRole('row').filter({ hasText: 'GET' }).count()).toBe(0);

  const file = await page.request.get(`/logs/export?key=${key.id}&format=ndjson&outcome=refused`);
  const rows = (await file.text())
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(rows.map(({ method, outcome }) => [method, outcome])).toEqual([
    ['PUT', 'permission_missing'],
    ['DELETE', 'permission_missing'],
  ]);
  const all = await page.request.get(`/logs/export?endpoint=${endpoint.id}`);
  expect((await all.text()).trimEnd().split('\r\n')).toHaveLength(5);
  expect(complaints).toEqual([]);
  await leave();
});

test('whose access ends is told nothing more, on the open page too', { timeout: 60_000 }, async () => {
  const { owner, endpoint, key, call } = await aPartner('ending');
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/logs`);
  await live(page);
  await call('/orders');
  await rowOf(page, '/ending/orders').waitFor();
  for (const foreign of [
    `/logs/live?endpoint=${endpoint.id}`,
    `/logs/export?endpoint=${endpoint.id}`,
    '/logs/live?key=none',
  ])
    expect((await page.request.get(foreign)).status()).toBe(404);
  await deleteKey(owner, { keyId: key.id });
  await page.getByText('Ended. Load the page again').waitFor();
  expect((await page.request.get(`/logs/export?key=${key.id}`)).status()).toBe(404);
  await leave();
});

test('before something is switched off the page says what would have been refused, and the log shows the same rows', {
  timeout: 60_000,
}, async () => {
  const { key, call } = await aPartner('radius');
  await call('/orders');
  await call('/orders');
  await call('/orders', { method: 'POST' });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(`/apis/radius/keys/${key.id}/logs?outcome=ok`);
  await expect.poll(() => page.reload().then(() => page.getByText('2 calls shown').count())).toBe(1);
  await page.goto(`/apis/radius/keys/${key.id}`);
  await page.getByRole('checkbox', { name: 'Read (GET)' }).uncheck();
  const told = page.getByRole('link', { name: '2 calls from 1 address' });
  await told.waitFor();
  await page.goto(new URL((await told.getAttribute('href')) ?? '', page.url()).href);
  await page.getByText('2 calls shown').waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('a link to a call that is faster than its row opens the row when that comes in', {
  timeout: 60_000,
}, async () => {
  const { endpoint, key } = await aPartner('late-row');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const call = aCallRecord({ endpointId: endpoint.id, keyId: key.id });
  await page.goto(`/shared/${key.id}/logs?request=${call.id}&open=${call.id}`);
  await live(page);
  await insertCalls([call]);
  await page.getByRole('heading', { name: 'The API answered 200' }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('a word that is typed while a choice loads stays; going back empties the fields', {
  timeout: 60_000,
}, async () => {
  const { endpoint } = await aPartner('typing');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  for (const [where, choice, word] of [
    [`/apis/${endpoint.slug}/logs`, 'Environment', 'Path begins with'],
    [`/apis/${endpoint.slug}/activity`, 'Environment', 'Who'],
    [`/apis/${endpoint.slug}/keys`, 'Sandbox', 'Search name or description'],
  ] as const) {
    await page.goto(where);
    let letThrough = () => {};
    const held = new Promise<void>(resolve => {
      letThrough = resolve;
    });
    const asked = page.waitForRequest(/\.data\?/);
    await page.route(/\.data\?/, async route => {
      await held;
      await route.continue();
    });
    await page.getByLabel(choice, { exact: true }).selectOption({ index: 1 });
    await asked;
    await page.getByLabel(word, { exact: true }).fill('typed meanwhile');
    letThrough();
    await page.waitForURL(/\?.*=(sandbox|active)/);
    await page.getByRole('button', { name: /^(Filter|Search)$/ }).waitFor();
    expect(await page.getByLabel(word, { exact: true }).inputValue(), where).toBe('typed meanwhile');
    await page.unroute(/\.data\?/);
    await page.goBack();
    await expect.poll(() => page.getByLabel(word, { exact: true }).inputValue()).toBe('');
  }
  expect(complaints).toEqual([]);
  await leave();
});

// The last of this suite: it ends the portal.
test('a portal that ends lets go of whoever looks at a live log, who comes back to the next', {
  timeout: 60_000,
}, async () => {
  const { key } = await aPartner('restart');
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const cookies = await page.context().cookies();
  await leave();
  const { portalUrl, portalPid } = portal.system();
  const stream = await fetch(`${portalUrl}/logs/live?key=${key.id}`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  process.kill(portalPid, 'SIGTERM');
  // A portal that waited for its reader is ended after 15 seconds, and this breaks off.
  expect(await stream.text()).toBe('');
});
