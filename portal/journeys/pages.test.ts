import { useDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { inspectPage, keepPicture } from './support/inspect-page.ts';
import { makePageScene } from './support/page-scene.ts';
import { usePortal } from './support/use-portal.ts';

// biome-ignore lint/correctness/useHookAtTopLevel: not a hook of React
const portal = usePortal(useDatabase().uri);

let scene: Awaited<ReturnType<typeof makePageScene>>;
beforeAll(async () => {
  scene = await makePageScene();
});

type Stop = {
  name: string;
  path: string;
  /** A heading that the page must have. */
  heading: string;
  status?: number;
  /** Brings the page into the state that is looked at. */
  open?: (page: Page) => Promise<unknown>;
};

/** Visits every stop in one browser, as a person does, and gives all that is wrong with them. */
async function walk({ page, complaints, leave }: Visitor, stops: readonly Stop[]): Promise<string[]> {
  const findings: string[] = [];
  for (const { name, path, heading, status = 200, open } of stops) {
    const answer = await page.goto(path);
    if (answer?.status() !== status) findings.push(`${name} answers ${answer?.status()}, not ${status}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await open?.(page);
    findings.push(...(await inspectPage(page, name)));
    // A browser complains by itself of every page that is not 200.
    const expected = (text: string) => status !== 200 && text.includes(String(status));
    findings.push(...complaints.splice(0).filter(text => !expected(text)));
  }
  await leave();
  return findings;
}

const openAccountMenu = async (page: Page) => {
  await page.getByRole('button', { name: 'Account of' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
};

const openDialog = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog').waitFor();
};

describe('every page is readable in light, dark and on a phone, without serious findings', () => {
  test('of an owner', { timeout: 300_000 }, async () => {
    const key = `/apis/orders/keys/${scene.acme.id}`;
    const stops: Stop[] = [
      { name: 'apis', path: '/apis', heading: 'APIs' },
      { name: 'api-add', path: '/apis/new', heading: 'Add endpoint' },
      { name: 'overview', path: '/apis/orders', heading: 'Orders API' },
      { name: 'keys', path: '/apis/orders/keys', heading: 'Collaboration Keys' },
      { name: 'keys-empty', path: '/apis/shipping/keys', heading: 'Collaboration Keys' },
      { name: 'key-add', path: '/apis/orders/keys/new', heading: 'Collaboration Keys' },
      {
        ...{ name: 'key-sandbox', path: key, heading: 'Acme Corp' },
        // The picture of the README: copy it to docs/pictures when the page looks different.
        open: page => keepPicture(page, 'readme-key'),
      },
      {
        ...{ name: 'key-production', path: `${key}?environment=production`, heading: 'Acme Corp' },
        open: async page => {
          await page.getByRole('button', { name: 'Show' }).click();
          await page.getByRole('button', { name: 'Hide' }).waitFor();
        },
      },
      { name: 'key-delete', path: key, heading: 'Acme Corp', open: openDialog('Delete collaboration key') },
      { name: 'key-regenerate', path: key, heading: 'Acme Corp', open: openDialog('Regenerate') },
      {
        ...{ name: 'key-deleted', path: `/apis/orders/keys/deleted/${scene.old.id}` },
        heading: 'Audit Reader 2025',
      },
      { name: 'activity', path: '/apis/orders/activity', heading: 'Activity' },
      {
        ...{ name: 'toast', path: '/apis/shipping/keys/new', heading: 'Collaboration Keys' },
        open: async page => {
          await page.getByLabel('Collaboration key name').fill('Nordlicht GmbH');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByText('both keys active').waitFor();
        },
      },
      { name: 'password', path: '/account/password', heading: 'Password', open: openAccountMenu },
      { name: 'not-found', path: '/apis/none', heading: 'There is nothing here', status: 404 },
    ];
    expect(await walk(await portal.arrive(portal.demoLink('owner')), stops)).toEqual([]);
  });

  test('of a collaborator', { timeout: 180_000 }, async () => {
    const shared = `/shared/${scene.acme.id}`;
    const visitor = await portal.arrive(portal.demoLink('owner'));
    await visitor.page.goto(portal.demoLink('collaborator'));
    const stops: Stop[] = [
      { name: 'dashboard', path: '/dashboard', heading: 'Dashboard' },
      { name: 'shared-sandbox', path: shared, heading: 'Orders API' },
      { name: 'shared-production', path: `${shared}?environment=production`, heading: 'Orders API' },
      { name: 'apis-none', path: '/apis', heading: 'APIs', open: openAccountMenu },
      { name: 'account-add', path: '/sign-in?add=account', heading: 'Add another account' },
      {
        ...{ name: 'not-shared', path: `/apis/orders/keys/deleted/${scene.old.id}`, status: 404 },
        heading: 'There is nothing here',
      },
    ];
    expect(await walk(visitor, stops)).toEqual([]);
  });

  test('of somebody who is not signed in', { timeout: 180_000 }, async () => {
    const stops: Stop[] = [
      { name: 'sign-in', path: '/apis/orders', heading: 'Sign in' },
      { name: 'sign-in-password', path: '/sign-in?with=password', heading: 'Sign in' },
      { name: 'sign-in-sent', path: '/sign-in/sent', heading: 'Look in your mail' },
      { name: 'sign-in-ended', path: '/sign-in/confirm?token=none', heading: 'This link has ended' },
      { name: 'nowhere', path: '/no/such/page', heading: 'There is nothing here', status: 404 },
      {
        ...{ name: 'fault', path: '/gallery?state=error', status: 500 },
        heading: 'This page could not be made',
      },
      { name: 'gallery', path: '/gallery', heading: 'Components and states' },
    ];
    expect(await walk(await portal.arrive('/sign-in'), stops)).toEqual([]);
  });
});
