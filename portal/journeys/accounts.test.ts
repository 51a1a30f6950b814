import { ensureAccount } from '@ck/shared/accounts';
import { suiteDatabase } from '@ck/shared/testing/database';
import mongoose from 'mongoose';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const owner = 'kim@harbor.example';
const collaborator = 'mina@acme.example';

test('two people share a browser: one click switches, and leaving one leaves the other', {
  timeout: 60_000,
}, async () => {
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await openMenu(page, owner);
  await page.getByRole('menuitem', { name: 'Add another account' }).click();
  await page.getByRole('heading', { name: 'Add another account' }).waitFor();
  await page.goto(portal.demoLink('collaborator'));

  await openMenu(page, collaborator);
  await page.getByRole('menuitem', { name: owner }).click();
  await page.getByRole('heading', { name: 'APIs' }).waitFor();
  await openMenu(page, owner);
  await page.getByRole('menuitem', { name: collaborator }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();

  await openMenu(page, collaborator);
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'APIs' }).waitFor();
  await openMenu(page, owner);
  expect(await page.getByRole('menuitem', { name: collaborator }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

test('signing out of all ends every session, also for who kept the cookies', {
  timeout: 60_000,
}, async () => {
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(portal.demoLink('collaborator'));
  const kept = await page.context().cookies();
  await openMenu(page, collaborator);
  await page.getByRole('menuitem', { name: 'Sign out of all' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await page.context().addCookies(kept);
  await page.goto('/apis');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('button', { name: 'Go on as' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

test('a session that ended leads to the sign-in page, offers who is still here, and leads back', {
  timeout: 60_000,
}, async () => {
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('owner'));
  await page.goto(portal.demoLink('collaborator'));
  const { id } = await ensureAccount(collaborator);
  await mongoose.connection.collection('sessions').deleteMany({ userId: id });
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByRole('button', { name: `Go on as ${owner}` }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await openMenu(page, owner);
  expect(complaints).toEqual([]);
  await leave();
});

test('nobody becomes an account that this browser has no session of', async () => {
  const { page, leave } = await portal.arrive(portal.demoLink('collaborator'));
  const stranger = await ensureAccount('kim@harbor.example');
  const answer = await page.request.post('/account/switch', {
    form: { accountId: stranger.id, next: '/apis' },
    headers: { Origin: portal.system().portalUrl },
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe('/sign-in?add=account');
  expect(answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')).toEqual([]);
  await leave();
});

async function openMenu(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: `Account of ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
}
