import { randomBytes } from 'node:crypto';
import { switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { readMails, waitForMail } from './support/mailbox.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const ended = 'This invitation has ended';

async function aScene(slug: string) {
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { slug, upstream: `${portal.system().upstreamUrl}/sandbox` });
  const { key } = await aKey(owner, endpoint.id, { name: 'Birch & Sons' });
  return { owner, key, keyPage: `/apis/${slug}/keys/${key.id}` };
}

async function invite(keyPage: string, address: string): Promise<string> {
  const { page, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(keyPage);
  await page.getByRole('button', { name: 'Invite Collaborator' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(address);
  await page.getByRole('dialog').getByRole('button', { name: 'Send invitations' }).click();
  await page.getByText('1 invitation on the way').waitFor();
  await leave();
  const mail = await waitForMail(portal.system().mailUrl, address);
  expect(mail.html).toContain('Open the invitation');
  return /http\S+\/invitations\/[\w-]+/.exec(mail.text)?.[0] ?? '';
}

test('the link of the mail works for a new person after a scanner fetched it, once, and what happens is told', {
  timeout: 90_000,
}, async () => {
  const { owner, key, keyPage } = await aScene('orders');
  const address = 'jo.birch@birch.example';
  const link = await invite(keyPage, address);
  for (const method of ['HEAD', 'GET', 'GET']) expect((await fetch(link, { method })).status).toBe(200);

  const { page, complaints, leave } = await portal.arrive(link);
  await page.getByRole('heading', { name: /invites you to the Orders API/ }).waitFor();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(url => url.pathname === `/shared/${key.id}`);
  await page.getByText(`Accepted: this endpoint is shared with you`).waitFor();

  // From now on the person is told, in the portal and by mail, before the app breaks.
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  await page.reload();
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).click();
  await page.getByRole('heading', { name: 'Sandbox key of Birch & Sons is off' }).waitFor();
  await page.getByRole('button', { name: /^Look at it/ }).click();
  await page.waitForURL(url => url.pathname === `/shared/${key.id}` && url.search === '?environment=sandbox');
  await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
  await expect
    .poll(async () => (await mailsTo(address)).some(subject => subject.includes('is off')), {
      timeout: 20_000,
    })
    .toBe(true);
  expect(complaints).toEqual([]);
  await page.goto(link);
  await page.getByRole('heading', { name: ended }).waitFor();
  await leave();

  const back = await portal.arrive(portal.demoLink('owner'));
  await back.page.goto('/notifications');
  await back.page.getByRole('heading', { name: `${address} has accepted` }).waitFor();
  await back.leave();
});

test('a revoked link, a foreign one and nonsense show one page that reveals nothing', {
  timeout: 60_000,
}, async () => {
  const { keyPage } = await aScene('revoked');
  const link = await invite(keyPage, 'sam@birch.example');
  const owner = await portal.arrive(portal.demoLink('owner'));
  await owner.page.goto(keyPage);
  await owner.page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await owner.page.getByText('The invitation of sam@birch.example is revoked').waitFor();
  await owner.leave();

  const foreign = link.replace(/[\w-]+$/, randomBytes(32).toString('base64url'));
  const texts: (string | null)[] = [];
  for (const path of [link, foreign, '/invitations/..%2f..%2fapis', `/invitations/${'x'.repeat(3000)}`]) {
    const { page, leave } = await portal.arrive(path);
    await page.getByRole('heading', { name: ended }).waitFor();
    texts.push(await page.getByRole('main').textContent());
    await leave();
  }
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).not.toMatch(/Birch|Orders|sam@|ck_/);
});

async function mailsTo(address: string): Promise<string[]> {
  const mails = await readMails(portal.system().mailUrl);
  return mails
    .filter(({ to }) => to.some(person => person.address === address))
    .map(({ subject }) => subject);
}
