import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { grantAccess } from '@ck/shared/access';
import { ensureAccount } from '@ck/shared/accounts';
import { listCalls } from '@ck/shared/calls';
import { listInvitations, revokeInvitation } from '@ck/shared/invitations';
import { approveRequest, listRequests } from '@ck/shared/requests';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, onTestFinished, test } from 'vitest';
import { waitForMail } from './support/mailbox.ts';
import { ordersPartner } from './support/orders-partner.ts';
import { readBrowser, recordTraffic } from './support/recording-proxy.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const aPartner = (slug: string) => ordersPartner(portal.system(), slug);

test('one click in the guide brings the first 2xx, and the key is in nothing that the browser sends, gets or keeps', {
  timeout: 60_000,
}, async () => {
  const { owner, key, texts } = await aPartner('guide');
  const { server, exchanges } = await recordTraffic();
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'), {
    proxy: { server },
  });
  await page.goto(`/shared/${key.id}`);
  await page.getByRole('link', { name: 'Test & Integration Guide' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Test & Integration Guide' }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const response = page.getByRole('region', { name: 'Response' });
  await response.getByText('200', { exact: true }).waitFor();
  const calls = async () => await listCalls(owner, { keyId: key.id, limit: 1 });
  await expect.poll(calls).toMatchObject([{ source: 'console', status: 200, environment: 'sandbox' }]);
  const [call] = await calls();
  await response.getByRole('link', { name: /^in Logs/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Logs' }).waitFor();
  await page.getByRole('heading', { name: 'The API answered 200' }).waitFor();
  await page.getByText(call?.id ?? '', { exact: true }).waitFor();

  const everything = async () =>
    [...exchanges.map(({ line, sent, got }) => `${line}\n${sent}\n${got}`)].join('\n') +
    (await readBrowser(page.context(), page));
  for (const text of Object.values(texts)) expect(await everything()).not.toContain(text);
  expect(await everything()).toContain(key.sandbox.masked);
  expect(exchanges.some(({ line }) => line.includes('/console/send'))).toBe(true);

  // Whoever presses Show gets it, in the answer to that and nowhere else: the search would have found it.
  await page.goto(`/shared/${key.id}`);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(texts.sandbox).waitFor();
  const told = exchanges.filter(exchange => JSON.stringify(exchange).includes(texts.sandbox));
  expect(told.map(({ line }) => line)).toEqual([expect.stringMatching(/^POST \S+\/keys\/\w+\/secret$/)]);
  expect(told[0]?.sent).not.toContain(texts.sandbox);
  await page.goto('/dashboard');
  expect(await readBrowser(page.context(), page)).not.toContain(texts.sandbox);
  expect(complaints).toEqual([]);
  await leave();
});

test('what the key may not call is locked and asked for; once the owner approves, it is sent and works', {
  timeout: 60_000,
}, async () => {
  const { owner, endpoint, key } = await aPartner('asked-in-guide');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide`);
  await page.getByRole('link', { name: /^POST ?\/orders(?!\/)/ }).click();
  await page.getByText('Your Sandbox key does not have Create (POST).').waitFor();
  await page.getByLabel('Ask for Create (POST)').fill('For the checkout');
  await page.getByRole('button', { name: 'Ask the owner' }).click();
  await page.getByText('You have asked. You hear of the decision').waitFor();
  const [request] = await listRequests(owner, { endpointId: endpoint.id });
  await approveRequest(owner, { requestId: request?.id ?? '', note: 'Gladly' });
  await page.reload();
  await page.getByText('Gladly').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Response' }).getByText('201', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('an event stream is shown while it lasts, and ended by whoever reads it', {
  timeout: 60_000,
}, async () => {
  const { owner, key } = await aPartner('stream');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=streamOrderEvents`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const response = page.getByRole('region', { name: 'Response' });
  await response.getByText('200', { exact: true }).waitFor();
  await response.getByText(/headers$/).click();
  await response.getByText(/content-type: text\/event-stream/i).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  // Only a call that has ended is in the log: the gateway has let go of it too.
  await expect
    .poll(async () => await listCalls(owner, { keyId: key.id, limit: 1 }), { timeout: 5_000 })
    .toMatchObject([{ source: 'console', operationId: 'streamOrderEvents' }]);
  expect(complaints).toEqual([]);
  await leave();
});

test('a row of the log is made again in the console as it was, and is the same row for the owner by its link', {
  timeout: 60_000,
}, async () => {
  const { key, texts } = await aPartner('replay');
  const { gatewayUrl, portalUrl } = portal.system();
  const answer = await fetch(`${gatewayUrl}/replay/orders?limit=3&token=hush`, {
    headers: { 'X-Api-Key': texts.sandbox },
  });
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const id = answer.headers.get('x-request-id') ?? '';
  await expect.poll(async () => (await page.goto(`/calls/${id}`))?.status(), { timeout: 5_000 }).toBe(200);
  await page.getByRole('link', { name: 'Open in console' }).click();
  await page.getByText('Filled in from a call of the log').waitFor();
  await page
    .getByRole('region', { name: 'Samples' })
    .getByText(/limit=3/)
    .waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Response' }).getByText('200', { exact: true }).waitFor();
  expect(complaints.filter(text => !text.includes('404'))).toEqual([]);
  await leave();

  const owner = await portal.arrive(portal.demoLink('owner'));
  await owner.page.goto(`${portalUrl}/calls/${id}`);
  await owner.page.waitForURL(url => url.pathname === `/apis/replay/keys/${key.id}/logs`);
  await owner.page.getByText('The API answered 200').waitFor();
  expect((await owner.page.goto('/calls/none'))?.status()).toBe(404);
  await owner.leave();
});

test('from the mail to the first 2xx in three clicks and under a minute, with five seconds to think before each', {
  timeout: 90_000,
}, async () => {
  const { owner, key } = await aPartner('stopwatch');
  const address = 'jo@newcomer.example';
  const ownerVisit = await portal.arrive(portal.demoLink('owner'));
  await ownerVisit.page.goto(`/apis/stopwatch/keys/${key.id}`);
  await ownerVisit.page.getByRole('button', { name: 'Invite Collaborator' }).click();
  await ownerVisit.page.getByRole('dialog').getByRole('textbox').fill(address);
  await ownerVisit.page.getByRole('dialog').getByRole('button', { name: 'Send invitations' }).click();
  const mail = await waitForMail(portal.system().mailUrl, address);
  await ownerVisit.leave();
  const link = /http\S+\/invitations\/[\w-]+/.exec(mail.text)?.[0] ?? '';

  const began = Date.now();
  const { page, complaints, leave } = await portal.arrive(link);
  const think = () => page.waitForTimeout(5_000);
  await think();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('link', { name: 'Test & Integration Guide' }).first().waitFor();
  await think();
  await page.getByRole('link', { name: 'Test & Integration Guide' }).first().click();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  await think();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const response = page.getByRole('region', { name: 'Response' });
  await response.getByText('200', { exact: true }).waitFor();
  expect(Date.now() - began).toBeLessThan(60_000);
  const calls = async () => await listCalls(owner, { keyId: key.id, limit: 1 });
  await expect.poll(calls, { timeout: 2_000 }).toMatchObject([{ status: 200, source: 'console' }]);
  expect(complaints).toEqual([]);
  await leave();
});

test('an API that answers with script and cookies does nothing to the portal; revoked access ends in a calm page', {
  timeout: 60_000,
}, async () => {
  const server = createServer((_request, answer) =>
    answer
      .writeHead(200, { 'content-type': 'text/html', 'set-cookie': ['evil=1; Path=/', '__session=stolen'] })
      .end('<script>document.title = "taken over"</script><img src=x onerror="document.title = 2">'),
  ).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug: 'hostile', upstream });
  const { key } = await aKey(owner, endpoint.id);
  await grantAccess({ endpointId: endpoint.id, keyId: key.id }, await ensureAccount('mina@acme.example'));
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide`);
  const before = await page.context().cookies();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('<script>document.title').waitFor();
  expect(await page.title()).toContain('Test & Integration Guide');
  expect((await page.context().cookies()).map(({ name, value }) => [name, value])).toEqual(
    before.map(({ name, value }) => [name, value]),
  );
  expect(complaints).toEqual([]);

  const [invitation] = await listInvitations(owner, key.id);
  await revokeInvitation(owner, invitation?.id ?? '');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('You cannot use this key any more.').waitFor();
  expect((await page.goto(`/shared/${key.id}/guide`))?.status()).toBe(404);
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await leave();
});
