import { getEndpoint } from '@ck/shared/endpoints';
import { aDocument, aKey, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

test('an owner without any server publishes a sandbox that answers from its document', {
  timeout: 120_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/new');
  await page.getByLabel('Name', { exact: true }).fill('Mocked Orders');
  await page.getByLabel('OpenAPI document').fill(aDocument);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('or choose the mock').waitFor();
  await page.getByRole('checkbox', { name: 'Mock from document' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mocked Orders' }).waitFor();
  const sandbox = page.getByRole('region', { name: 'Sandbox' });
  expect(await sandbox.getByRole('checkbox', { name: 'Mock from document' }).isChecked()).toBe(true);

  const owner = await anOwner('kim@harbor.example');
  const { id } = await getEndpoint(owner, 'mocked-orders');
  const { texts } = await aKey(owner, id);
  const call = (path: string) => callGateway(`${gatewayUrl}/mocked-orders${path}`, texts.sandbox);
  expect((await call('/orders')).status).toBe(200);
  expect(await call('/parcels')).toEqual({ status: 422, code: 'request_invalid' });

  await sandbox.getByRole('checkbox', { name: 'Mock from document' }).uncheck();
  await sandbox.getByRole('button', { name: 'Save handling' }).click();
  await page.getByText('Sandbox has no upstream address yet').waitFor();
  const versions = await versionsOf(sandbox);
  await sandbox.getByLabel('Sandbox upstream').fill(`${upstreamUrl}/sandbox`);
  await sandbox.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The Sandbox upstream is saved').waitFor();
  await expect.poll(async () => await versionsOf(sandbox)).toEqual(versions.map(version => version + 1));
  await sandbox.getByRole('checkbox', { name: 'Mock from document' }).uncheck();
  await sandbox.getByRole('button', { name: 'Save handling' }).click();
  await page.getByText('The Sandbox handling is saved').waitFor();
  // From now on it is the upstream that does not know the path.
  expect((await call('/parcels')).status).toBe(404);
  await sandbox.getByRole('checkbox', { name: 'Strict' }).check();
  await sandbox.getByRole('button', { name: 'Save handling' }).click();
  await expect.poll(async () => (await call('/parcels')).code).toBe('request_invalid');
  // Both refusals above are meant.
  expect(complaints.filter(text => !/status of (400|422)/.test(text))).toEqual([]);
  await leave();
});

/** Of the endpoint, as the forms of an environment know it: each change is made on the version that was shown. */
async function versionsOf(environment: Locator): Promise<number[]> {
  const fields = await environment.locator('input[name="expectedVersion"]').all();
  return await Promise.all(fields.map(async field => Number(await field.inputValue())));
}
