import { findKeys, revealKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

test('a list becomes keys that work and invitations, and what is wrong in a line is told before anything is done', {
  timeout: 60_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'many', upstream: `${upstreamUrl}/sandbox` });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/many/keys');
  await page.getByRole('link', { name: 'Onboard many' }).click();
  await page.getByRole('heading', { level: 1, name: 'Onboard many' }).waitFor();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('The list has no line').waitFor();
  const list =
    'company\taddresses\tpermissions\nAcme Corp\tmina@acme.example\tread\nBaltic\tnobody\t\nZeta\t\t';
  await page.getByLabel('Companies').fill(list);
  await page.getByRole('checkbox', { name: 'Delete (DELETE)' }).uncheck();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Left out: "nobody" is no e-mail address.').waitFor();
  const keys = async () => {
    const query = { endpointId: endpoint.id, filter: {}, order: 'name', page: 1, size: 50 } as const;
    return (await findKeys(owner, query)).keys;
  };
  expect(await keys()).toEqual([]);

  await page.getByRole('button', { name: 'Add 2 keys, send 1 invitation' }).click();
  await page.getByText('2 keys added').waitFor();
  const [acme, zeta] = await keys();
  expect([acme?.sandbox.permissions, zeta?.sandbox.permissions]).toEqual([
    ['read'],
    ['create', 'read', 'update'],
  ]);
  const form = { keyId: acme?.id ?? '', environment: 'sandbox', purpose: 'copy' } as const;
  const { keyText } = await revealKey(owner, form, testSecrets);
  expect(await callGateway(`${gatewayUrl}/many/orders`, keyText)).toMatchObject({ status: 200 });
  expect(await callGateway(`${gatewayUrl}/many/orders`, keyText, { method: 'POST' })).toMatchObject({
    code: 'permission_missing',
  });
  await page.getByRole('link', { name: 'Acme Corp' }).click();
  await page.getByText('mina@acme.example').first().waitFor();
  expect(complaints.filter(text => !text.includes('422'))).toEqual([]);
  await leave();
});

test('a long list is searched, narrowed, ordered and turned over by its address, with the calls of each key', {
  timeout: 60_000,
}, async () => {
  const { upstreamUrl, gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'long', upstream: `${upstreamUrl}/sandbox` });
  const { texts } = await aKey(owner, endpoint.id, { name: 'Aardvark' });
  for (let number = 1; number <= 59; number += 1)
    await aKey(owner, endpoint.id, { name: `Partner ${String(number).padStart(2, '0')}` });
  for (let number = 1; number <= 3; number += 1)
    await callGateway(`${gatewayUrl}/long/orders`, texts.sandbox);
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto('/apis/long/keys');
  const names = async () => await page.locator('td[data-head]').allTextContents();
  await page.getByText('1–20 of 60').waitFor();
  expect((await names())[0]).toBe('Partner 59');
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByText('21–40 of 60').waitFor();
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByText('41–60 of 60').waitFor();
  expect((await names()).at(-1)).toBe('Aardvark');

  await page.getByRole('link', { name: 'Name', exact: true }).click();
  await page.getByText('1–20 of 60').waitFor();
  await expect.poll(names).toHaveProperty('0', 'Aardvark');
  const search = page.getByRole('searchbox', { name: 'Search name or description' });
  await search.fill('AARD');
  await search.press('Enter');
  await page.getByText('1 key of 60').waitFor();
  // Counted by the worker, seconds after the calls.
  await expect
    .poll(
      async () => {
        await page.reload();
        return await page.getByRole('link', { name: '3', exact: true }).count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await page.getByRole('link', { name: '3', exact: true }).click();
  await page.getByText('3 calls shown').waitFor();
  await page.goBack();
  await page.getByRole('combobox', { name: 'Sandbox' }).selectOption('inactive');
  await page.getByText('No key matches').waitFor();
  await page.getByRole('link', { name: 'Show all' }).click();
  await page.getByText('1–20 of 60').waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
