import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aDocument, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, onTestFinished, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

/** An API of the owner's own, which also serves its document and keeps what it was told. */
async function anApi() {
  const told: IncomingHttpHeaders[] = [];
  const api = { document: aDocument, told, url: '' };
  const server = createServer(({ url, headers }, answer) => {
    if (url === '/openapi.json') return void answer.end(api.document);
    told.push(headers);
    answer.setHeader('content-type', 'application/json').end('[]');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

test('what an owner sets is what the gateway does: headers to the API, origins of browsers, who owns it', {
  timeout: 60_000,
}, async () => {
  const { gatewayUrl } = portal.system();
  const api = await anApi();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'settings', upstream: api.url });
  const { texts } = await aKey(owner, endpoint.id);
  const call = async (origin = '') => {
    const headers = { 'X-Api-Key': texts.sandbox, ...(origin !== '' && { origin }) };
    const answer = await fetch(`${gatewayUrl}/settings/orders`, { headers });
    await answer.arrayBuffer();
    return answer.headers.get('access-control-allow-origin');
  };
  expect(await call('https://evil.example')).toBe('*');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/settings');
  await page.getByRole('link', { name: 'Settings' }).click();

  const sandbox = page.getByRole('region', { name: 'Headers of sandbox' });
  await sandbox.getByLabel('Header').fill('Host');
  await sandbox.getByLabel('Value').fill('tell-nobody-1');
  await sandbox.getByRole('button', { name: 'Save header' }).click();
  await sandbox.getByText(/Host/).first().waitFor();
  expect(await page.content()).not.toContain('tell-nobody');
  await sandbox.getByLabel('Header').fill('Authorization');
  await sandbox.getByLabel('Value').fill('Bearer tell-nobody-2');
  await sandbox.getByRole('button', { name: 'Save header' }).click();
  await page.getByText('Authorization is sent with Sandbox calls').waitFor();
  expect(await page.content()).not.toContain('tell-nobody');
  await call();
  expect(api.told.at(-1)).toMatchObject({ authorization: 'Bearer tell-nobody-2' });
  await page.goto('/apis/settings');
  await page.getByText('Sandbox calls, with the secret upstream header Authorization').waitFor();
  await page.goto('/apis/settings/settings');
  await sandbox.getByRole('button', { name: 'Remove Authorization' }).click();
  await page.getByText('Authorization is no longer sent with Sandbox calls').waitFor();
  await call();
  expect(api.told.at(-1)).not.toHaveProperty('authorization');

  await page.getByRole('textbox', { name: 'Origins' }).fill('https://Shop.example/ and.more');
  await page.getByRole('button', { name: 'Save origins' }).click();
  await page.getByText('"and.more" is no origin').waitFor();
  await page.getByRole('textbox', { name: 'Origins' }).fill('https://Shop.example/');
  await page.getByRole('button', { name: 'Save origins' }).click();
  await page.getByText('Browsers may call from 1 origin').waitFor();
  expect([await call('https://evil.example'), await call('https://shop.example')]).toEqual([
    null,
    'https://shop.example',
  ]);

  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('combobox', { name: 'What' }).selectOption('Endpoint and document');
  await page.waitForURL(/kind=endpoint/);
  await page.getByLabel('Who').fill('KIM@');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByText('Upstream headers changed').first().waitFor();
  expect(await page.getByText('Key added').count()).toBe(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(lines.map(line => line.split(',')[4])).toEqual([
    ...['action', 'endpoint.origins_saved', 'endpoint.headers_saved', 'endpoint.headers_saved'],
    ...['endpoint.created', undefined],
  ]);
  expect(lines.join()).not.toContain('tell-nobody');
  await page.getByRole('link', { name: 'Settings' }).click();

  await page.getByLabel('E-mail of another owner').fill('lee@elsewhere.example');
  await page.getByRole('button', { name: 'Add owner' }).click();
  await page.getByText('lee@elsewhere.example may not publish APIs here').waitFor();
  await page.getByLabel('E-mail of another owner').fill('lee@harbor.example');
  await page.getByRole('button', { name: 'Add owner' }).click();
  await page.getByText('lee@harbor.example is an owner now').waitFor();
  await page.getByRole('button', { name: 'Remove kim@harbor.example' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByText('You no longer own Orders API').waitFor();
  expect((await page.goto('/apis/settings'))?.status()).toBe(404);
  expect(complaints.filter(text => !/422|404/.test(text))).toEqual([]);
  await leave();
});

test('a document is read from its address, its revisions are compared, and a deployment says before what it changes', {
  timeout: 60_000,
}, async () => {
  const { gatewayUrl } = portal.system();
  const api = await anApi();
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/new');
  await page.getByLabel('Name', { exact: true }).fill('Fetched Orders');
  await page.getByLabel('or its address').fill(`${api.url}/none-of-it`);
  await page.getByLabel('Sandbox upstream').fill(api.url);
  await page.getByLabel('Production upstream').fill(api.url);
  await page.getByRole('button', { name: 'Save' }).click();
  // The API answers every other address with a list, which is no document.
  await page.getByText(/^Line 1: /).waitFor();
  await page.getByLabel('or its address').fill(`${api.url}/openapi.json`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Fetched Orders' }).waitFor();

  await page.getByRole('button', { name: 'Deploy to Production' }).click();
  await page.getByRole('dialog').getByText('Nothing was deployed yet').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Deploy to Production' }).click();
  await page.getByText('Revision 1 is deployed to Production').waitFor();

  api.document = aDocument.replace('/orders', '/parcels');
  await page.getByText('Replace the document').click();
  await page.getByLabel('or its address').fill(`${api.url}/openapi.json`);
  await page.locator('form#document').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Revision 2 is saved and deployed to Sandbox').waitFor();
  await page.getByRole('button', { name: 'Deploy to Production' }).click();
  await page.getByRole('dialog').getByText('1 change may break an app that works now.').waitFor();
  await page.getByRole('button', { name: 'Not now' }).click();

  await page.getByRole('link', { name: 'Revisions' }).click();
  await page.getByRole('link', { name: 'Compare Production with Sandbox' }).click();
  await page.getByText('1 change may break an app that works now.').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download revision 1' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('fetched-orders-1.json');
  expect((await callGateway(`${gatewayUrl}/fetched-orders/orders`, 'none')).status).toBe(401);

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete endpoint' }).click();
  await page.getByLabel('Type Fetched Orders to delete it').fill('Fetched Orders');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click();
  await page.getByText('Fetched Orders is deleted').waitFor();
  expect(await page.getByRole('link', { name: 'Fetched Orders' }).count()).toBe(0);
  expect(complaints.filter(text => !text.includes('422'))).toEqual([]);
  await leave();
});
