import { accountOfSlackUser, actorOf, ensureAccount, linkSlackUser } from '@ck/shared/accounts';
import { acceptInvitation, listInvitations } from '@ck/shared/invitations';
import { findKeysByName, revealKey } from '@ck/shared/keys';
import { anOwner, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { ordersPartner } from './support/orders-partner.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri, { slack: true });

async function type(slack: Page, text: string): Promise<void> {
  await slack.getByLabel('Message', { exact: true }).fill(`/collabkey ${text}`);
  await slack.getByRole('button', { name: 'Send' }).click();
}

const patience = { timeout: 20_000 };

/** Calls one after the other, a few at once, until told to stop; each with when it was sent. */
function callOn(call: () => Promise<number>) {
  const calls: { sentAt: number; status: number }[] = [];
  let going = true;
  const caller = async () => {
    while (going) {
      const sentAt = performance.now();
      calls.push({ sentAt, status: await call() });
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  onTestFinished(() => {
    going = false;
  });
  return {
    calls,
    async stop() {
      going = false;
      await Promise.all(callers);
    },
  };
}

test('an owner does everything from Slack: connects, shares, switches off under load, approves, and the replay works', {
  timeout: 180_000,
}, async () => {
  const { gatewayUrl } = portal.system();
  const { owner } = await ordersPartner(portal.system(), 'orders', { isDeployed: true });
  const kim = await portal.arrive(portal.demoLink('owner'));
  const slack = await portal.arriveInSlack();

  await type(slack.page, 'list');
  await slack.page.getByText('not connected to an account yet').waitFor();
  await kim.page.goto('/account/slack');
  await kim.page.getByRole('button', { name: 'Get a code' }).click();
  const code = await kim.page.getByText(/^\/collabkey connect [A-Z0-9]{4}-[A-Z0-9]{4}$/).textContent();
  await type(slack.page, (code ?? '').replace('/collabkey ', ''));
  await slack.page.getByText('The code is right. Confirm in the portal').waitFor();
  expect(await accountOfSlackUser({ teamId: 'T0LOCAL', userId: 'U0KIM' })).toBeUndefined();
  await kim.page.getByText(/^Kim Sol in harbor\S* has typed your code/).waitFor();
  await kim.page.getByRole('button', { name: 'Yes, connect' }).click();
  await kim.page.getByText('acts as you from now on').waitFor();

  await type(slack.page, 'create “Acme Corp” on orders read');
  await slack.page.getByText('Acme Corp has its keys for Orders API').waitFor();
  await slack.page
    .getByText(/holds on 1 of 1 gateway after [\d,]+ ms/)
    .first()
    .waitFor();
  await type(slack.page, 'invite acme mina@acme.example');
  await slack.page.getByText('1 invitation to Acme Corp sent').waitFor();

  const { keys } = await findKeysByName(owner, { start: 'acme' });
  const keyId = keys[0]?.key.id ?? '';
  const textOf = async (environment: 'sandbox' | 'production') =>
    (await revealKey(owner, { keyId, environment, purpose: 'show' }, testSecrets)).keyText;
  const [sandbox, production] = [await textOf('sandbox'), await textOf('production')];
  const live = callOn(async () => (await callGateway(`${gatewayUrl}/orders/orders`, production)).status);
  await type(slack.page, 'off acme production');
  await slack.page.getByText('Deactivate Acme Corp in Production?').waitFor();
  await expect.poll(() => live.calls.length, patience).toBeGreaterThan(50);
  await slack.page.getByRole('button', { name: 'Deactivate Production' }).click();
  await slack.page.getByText('Production is off for Acme Corp').waitFor();
  const told = performance.now();
  const many = live.calls.length;
  await expect.poll(() => live.calls.length, patience).toBeGreaterThan(many + 200);
  await live.stop();
  const before = live.calls.filter(({ sentAt }) => sentAt < told);
  const after = live.calls.filter(({ sentAt }) => sentAt >= told);
  expect(before.some(({ status }) => status === 200)).toBe(true);
  expect(after.length).toBeGreaterThan(100);
  expect(new Set(after.map(({ status }) => status))).toEqual(new Set([403]));

  await type(slack.page, 'on acme production');
  await slack.page.getByRole('button', { name: 'Activate Production' }).click();
  await slack.page.getByText('Production is active for Acme Corp').waitFor();
  expect((await callGateway(`${gatewayUrl}/orders/orders`, production)).status).toBe(200);

  const mina = await portal.arrive(portal.demoLink('collaborator'));
  await mina.page.goto('/dashboard');
  await mina.page.getByRole('button', { name: 'Accept' }).click();
  await mina.page.waitForURL(url => url.pathname === `/shared/${keyId}`);
  const refused = await callGateway(`${gatewayUrl}/orders/orders`, sandbox, { method: 'POST', body: '{}' });
  expect(refused).toEqual({ status: 403, code: 'permission_missing' });
  await mina.page.goto(`/shared/${keyId}/logs`);
  await mina.page
    .getByRole('link', { name: /^Open call POST/ })
    .first()
    .click();
  await mina.page.getByRole('heading', { name: 'The key had no permission for this method' }).waitFor();
  const row = mina.page.url();
  await mina.page.getByRole('link', { name: 'Ask for the permission' }).click();
  await mina.page.getByLabel('Ask for Create (POST)').fill('The checkout places orders');
  await mina.page.getByRole('button', { name: 'Ask the owner' }).click();
  await mina.page.getByText('You have asked. You hear of the decision').waitFor();

  // It comes as a direct message, since no channel follows requests.
  await slack.page
    .getByRole('navigation')
    .getByRole('button', { name: /^Collaboration Keys/ })
    .click();
  await slack.page.getByText('Acme Corp asks: Create (POST) in Sandbox').waitFor();
  await slack.page.getByRole('button', { name: 'Approve', exact: true }).click();
  await slack.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await slack.page.getByText(/Approved by kim@harbor\.example/).waitFor();

  await mina.page.goto(row);
  await mina.page.getByRole('link', { name: 'Ask for the permission' }).click();
  await mina.page.getByText('Filled in from a call of the log').waitFor();
  await mina.page.getByRole('button', { name: 'Send', exact: true }).click();
  await mina.page.getByRole('region', { name: 'Response' }).getByText('201', { exact: true }).waitFor();

  // Whatever Slack would not have taken stands in this bar.
  expect(await slack.page.locator('#faults').isVisible()).toBe(false);
  for (const { complaints, leave } of [kim, slack, mina]) {
    expect(complaints).toEqual([]);
    await leave();
  }
});

test('every verb that changes what a key may do is obeyed by the gateway when Slack says so', {
  timeout: 120_000,
}, async () => {
  const { gatewayUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  if (owner.kind !== 'account') throw new Error('an owner has an account');
  await linkSlackUser({ teamId: 'T0LOCAL', userId: 'U0KIM', accountId: owner.accountId });
  const slack = await portal.arriveInSlack();
  const hears = (words: string | RegExp) => slack.page.getByText(words).first().waitFor();
  const press = (name: string) => slack.page.getByRole('button', { name, exact: true }).last().click();

  await type(slack.page, 'create Birch on orders');
  await hears('Birch has its keys for Orders API');
  const { keys } = await findKeysByName(owner, { start: 'birch' });
  const keyId = keys[0]?.key.id ?? '';
  const reveal = async () =>
    (await revealKey(owner, { keyId, environment: 'sandbox', purpose: 'show' }, testSecrets)).keyText;
  const call = async (keyText: string) => await callGateway(`${gatewayUrl}/orders/orders`, keyText);
  const first = await reveal();
  expect((await call(first)).status).toBe(200);

  await type(slack.page, 'permissions birch sandbox -read');
  await hears('Birch may do in Sandbox: Create (POST), Update (PUT), Delete (DELETE)');
  expect(await call(first)).toEqual({ status: 403, code: 'permission_missing' });
  await press('Undo');
  await hears('Birch may do in Sandbox: Create (POST), Read (GET), Update (PUT), Delete (DELETE)');
  expect((await call(first)).status).toBe(200);

  await type(slack.page, 'off birch sandbox for 2h');
  await hears('Sandbox is off for Birch');
  expect(await call(first)).toEqual({ status: 403, code: 'key_inactive' });
  await type(slack.page, 'toggle birch sandbox');
  await press('Activate Sandbox');
  await hears('Sandbox is active for Birch');
  expect((await call(first)).status).toBe(200);

  await type(slack.page, 'regenerate birch sandbox keep 1h');
  await press('Regenerate Sandbox');
  await hears('Sandbox has a new key for Birch');
  const second = await reveal();
  expect([(await call(first)).status, (await call(second)).status]).toEqual([200, 200]);
  await press('End old key now');
  await hears('The old Sandbox key of Birch has ended');
  expect(await call(first)).toEqual({ status: 401, code: 'key_replaced' });

  await type(slack.page, 'invite birch lee@birch.example');
  await hears('1 invitation to Birch sent');
  const lee = await ensureAccount('lee@birch.example');
  await acceptInvitation(actorOf(lee, 'portal'), (await listInvitations(owner, keyId))[0]?.id ?? '');
  await type(slack.page, 'revoke birch lee@birch.example');
  await press('Cut off completely');
  await slack.page.getByRole('dialog').getByRole('button', { name: 'Cut off completely' }).click();
  await hears('lee@birch.example is cut off: no access, and both keys are off');
  expect(await call(second)).toEqual({ status: 403, code: 'key_inactive' });
  expect(await slack.page.locator('#faults').isVisible()).toBe(false);
  expect(slack.complaints).toEqual([]);
  await slack.leave();
});
