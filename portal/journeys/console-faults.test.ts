import { switchKey } from '@ck/shared/keys';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ordersPartner } from './support/orders-partner.ts';
import { serveApi } from './support/serve-api.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

/** Sends, and reads what the console says: the title of its notice, and whether there is an answer to read. */
async function sendAndRead(page: Page, title: string): Promise<string> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const console = page.getByRole('region', { name: 'Console' });
  const notice = console.getByRole('alert').or(console.getByRole('status')).filter({ hasText: title });
  await notice.waitFor();
  return (await notice.textContent()) ?? '';
}

// The last thing that this does is to end the gateway.
test('a refusal, an API that is down or fails, a lost network and a gateway that is down are told apart', {
  timeout: 90_000,
}, async () => {
  const api = await serveApi((_request, answer) => {
    answer.writeHead(500, { 'Content-Type': 'application/json' }).end('{"fault":"of the API itself"}');
  });
  const failing = await ordersPartner(portal.system(), 'failing', { upstream: api.url });
  const absent = await ordersPartner(portal.system(), 'absent', { upstream: 'http://127.0.0.1:9/sandbox' });
  const { owner, key } = await ordersPartner(portal.system(), 'faults');
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const told: string[] = [];
  const response = page.getByRole('region', { name: 'Response' });

  await page.goto(`/shared/${failing.key.id}/guide`);
  told.push(await sendAndRead(page, 'The API itself answered 500'));
  await response.getByText('of the API itself').waitFor();
  await page.goto(`/shared/${absent.key.id}/guide`);
  told.push(await sendAndRead(page, 'The API could not be reached'));
  await response.getByText('502', { exact: true }).waitFor();

  await page.goto(`/shared/${key.id}/guide`);
  const bar = page.getByRole('region', { name: 'Environment' });
  await bar.getByText('Active', { exact: true }).waitFor();
  const customer = page.getByRole('row', { name: /customerId/ }).getByRole('textbox');
  await customer.fill('cus_typed');
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  told.push(await sendAndRead(page, 'The key was switched off'));
  await response.getByText('403', { exact: true }).waitFor();
  await response.getByRole('link', { name: /^in Logs/ }).waitFor();
  // The page has heard of it, and what was typed is still there.
  await bar.getByText('Inactive', { exact: true }).waitFor();
  expect(await customer.inputValue()).toBe('cus_typed');

  await page.context().setOffline(true);
  told.push(await sendAndRead(page, 'No connection to the portal'));
  expect(await response.count()).toBe(0);
  await page.context().setOffline(false);
  // The page is as it was: the next call goes out without a reload.
  told.push(await sendAndRead(page, 'The key was switched off'));

  await portal.system().stopGateway();
  told.push(await sendAndRead(page, 'The gateway did not answer'));
  expect(told.at(-1)).toContain('Nothing was sent. Your key is fine.');
  expect(await response.count()).toBe(0);
  expect(new Set(told).size).toBe(told.length - 1);
  await leave();
});
