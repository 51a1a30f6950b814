import { ensureAccount } from '@ck/shared/accounts';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { readMails, waitForMail } from './support/mailbox.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

test('an invited address signs in by a link that opening does not consume', { timeout: 60_000 }, async () => {
  const email = 'mina.park@acme.example';
  await ensureAccount(email);
  const { page, complaints, leave } = await portal.arrive('/shared/unknown?environment=production');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
  const mail = await waitForMail(portal.system().mailUrl, email);
  const link = /http\S+\/sign-in\/confirm\S+/.exec(mail.text)?.[0] ?? '';

  // A mail scanner opens the link first, with HEAD and with GET.
  for (const method of ['HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  await page.goto(link);
  await page.getByText(email).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(url => url.pathname === '/shared/unknown');
  await page.goto('/');
  await page.getByText('Nothing is shared with you yet').waitFor();

  await page.goto(link);
  await page.getByRole('heading', { name: 'This link has ended' }).waitFor();
  expect(complaints.filter(text => !text.includes('404'))).toEqual([]);
  await leave();
});

test('an unknown address gets the same answer and no mail', { timeout: 60_000 }, async () => {
  const { page, complaints, leave } = await portal.arrive('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@nowhere.example');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
  // A known address asks after it: when its mail has come, the other one would have come too.
  await ensureAccount('later@acme.example');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('later@acme.example');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await waitForMail(portal.system().mailUrl, 'later@acme.example');
  const addresses = (await readMails(portal.system().mailUrl)).flatMap(({ to }) =>
    to.map(({ address }) => address),
  );
  expect(addresses).not.toContain('nobody@nowhere.example');
  expect(complaints).toEqual([]);
  await leave();
});

test('a person sets a password, signs out, and signs in with it', { timeout: 60_000 }, async () => {
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.getByRole('button', { name: 'Account of mina@acme.example' }).click();
  await page.getByRole('menuitem', { name: 'Password' }).click();
  await page.getByLabel('New password').fill('four quiet green boats');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your password is saved').waitFor();
  await page.getByRole('button', { name: 'Account of mina@acme.example' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(url => url.pathname === '/sign-in');
  await page.getByRole('link', { name: 'Use a password instead' }).click();
  await page.getByLabel('Password', { exact: true }).waitFor();
  await page.getByLabel('E-mail').fill('Mina@Acme.example');
  await page.getByLabel('Password', { exact: true }).fill('four quiet red boats');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('do not match').waitFor();
  await page.getByLabel('Password', { exact: true }).fill('four quiet green boats');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  expect(complaints.filter(text => !text.includes('400'))).toEqual([]);
  await leave();
});
