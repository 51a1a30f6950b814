import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { inspectPage, keepPicture } from './support/inspect-page.ts';
import { makePageScene } from './support/page-scene.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

let scene: Awaited<ReturnType<typeof makePageScene>>;
beforeAll(async () => {
  scene = await makePageScene(portal.system());
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

/** The stream is open: what comes in now would be shown. */
const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor();

const openRow = async (page: Page) => {
  await page
    .getByRole('link', { name: /^Open call/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Copy as curl' }).waitFor();
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
      { name: 'keys-none-match', path: '/apis/orders/keys?text=none', heading: 'Collaboration Keys' },
      {
        ...{ name: 'onboard', path: '/apis/orders/onboard', heading: 'Onboard many' },
        open: async page => {
          await page
            .getByLabel('Companies')
            .fill('Tanaka, yuki@tanaka.example, read\nAcme Corp\nBad, nobody');
          await page.getByRole('button', { name: 'Preview' }).click();
          await page.getByRole('button', { name: 'Add 1 key' }).waitFor();
        },
      },
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
      { name: 'as-collaborator', path: `${key}/as-collaborator`, heading: 'As a collaborator' },
      {
        ...{ name: 'as-collaborator-logs', path: `${key}/as-collaborator/logs?class=4xx` },
        ...{ heading: 'As a collaborator', open: openRow },
      },
      {
        ...{ name: 'as-collaborator-statistics', path: `${key}/as-collaborator/statistics` },
        heading: 'As a collaborator',
      },
      { name: 'key-delete', path: key, heading: 'Acme Corp', open: openDialog('Delete collaboration key') },
      { name: 'key-regenerate', path: key, heading: 'Acme Corp', open: openDialog('Regenerate') },
      {
        ...{ name: 'key-paused', path: `/apis/orders/keys/${scene.paloma.id}`, heading: 'Paloma Retail' },
        open: page => page.getByText(/Back on by itself in \d h/).waitFor(),
      },
      {
        ...{ name: 'key-notifications', path: key, heading: 'Acme Corp' },
        open: async page => {
          await page.getByText('5 of 8 kinds').click();
          await page.getByRole('checkbox', { name: 'Error rate' }).waitFor();
        },
      },
      { name: 'notifications-none', path: '/notifications', heading: 'Notifications' },
      {
        ...{ name: 'key-deleted', path: `/apis/orders/keys/deleted/${scene.old.id}` },
        heading: 'Audit Reader 2025',
      },
      { name: 'logs', path: '/apis/orders/logs', heading: 'Logs', open: isLive },
      {
        name: 'logs-refused',
        path: `${key}/logs?outcome=permission_missing`,
        heading: 'Logs',
        open: openRow,
      },
      { name: 'logs-none', path: `${key}/logs?method=HEAD&status=x`, heading: 'Logs' },
      { name: 'logs-empty', path: '/apis/shipping/logs', heading: 'Logs', open: isLive },
      { name: 'requests', path: '/apis/orders/requests', heading: 'Requests' },
      { name: 'requests-empty', path: '/apis/shipping/requests', heading: 'Requests' },
      {
        ...{ name: 'request', path: `/apis/orders/requests/${scene.requests.pending}` },
        heading: 'Deploy to Production',
      },
      {
        ...{ name: 'request-declined', path: `/apis/orders/requests/${scene.requests.declined}` },
        heading: 'Delete (DELETE) in Production',
      },
      { name: 'settings', path: '/apis/orders/settings', heading: 'Settings' },
      { name: 'revisions', path: '/apis/orders/revisions?to=1', heading: 'Revisions' },
      { name: 'activity', path: '/apis/orders/activity', heading: 'Activity' },
      { name: 'statistics', path: '/apis/orders/statistics', heading: 'Statistics' },
      {
        ...{ name: 'statistics-table', path: '/apis/orders/statistics?range=90d&environment=sandbox' },
        heading: 'Statistics',
        open: async page => {
          await page.getByText('As a table').click();
          await page.getByRole('table', { name: 'Calls by day' }).waitFor();
        },
      },
      {
        ...{ name: 'statistics-loading', path: '/apis/orders/statistics', heading: 'Statistics' },
        open: async page => {
          await page.route(/statistics\.data/, () => {}, { times: 1 });
          await page.getByRole('link', { name: '7 d' }).click();
          await page.getByText('Counting…').waitFor();
        },
      },
      { name: 'statistics-empty', path: '/apis/shipping/statistics', heading: 'Statistics' },
      {
        ...{ name: 'statistics-no-match', path: '/apis/orders/statistics?source=console' },
        heading: 'Statistics',
        open: page => page.getByText('none that these filters leave').waitFor(),
      },
      { name: 'key-statistics', path: `${key}/statistics?range=7d`, heading: 'Statistics' },
      {
        ...{ name: 'key-deleted-statistics', path: `/apis/orders/keys/${scene.old.id}/statistics` },
        heading: 'Statistics',
      },
      {
        ...{ name: 'invitation-ended', path: '/invitations/none', status: 404 },
        heading: 'This invitation has ended',
      },
      {
        ...{ name: 'toast', path: '/apis/shipping/keys/new', heading: 'Collaboration Keys' },
        open: async page => {
          await page.getByLabel('Collaboration key name').fill('Nordlicht GmbH');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByText('both keys active').waitFor();
        },
      },
      { name: 'password', path: '/account/password', heading: 'Password', open: openAccountMenu },
      {
        ...{ name: 'slack', path: '/account/slack', heading: 'Slack' },
        open: async page => {
          await page.getByRole('button', { name: 'Get a code' }).click();
          await page.getByText('/collabkey connect').waitFor();
        },
      },
      { name: 'not-found', path: '/apis/none', heading: 'There is nothing here', status: 404 },
    ];
    expect(await walk(await portal.arrive(portal.demoLink('owner')), stops)).toEqual([]);
  });

  test('of a collaborator', { timeout: 180_000 }, async () => {
    const shared = `/shared/${scene.acme.id}`;
    const visitor = await portal.arrive(portal.demoLink('owner'));
    await visitor.page.goto(portal.demoLink('collaborator'));
    const stops: Stop[] = [
      { name: 'dashboard', path: '/dashboard?company=harbor.example', heading: 'Dashboard' },
      {
        ...{ name: 'dashboard-company', path: '/dashboard?company=lee%40northwind.example' },
        ...{ heading: 'Dashboard', open: page => page.getByText('Freight API').first().waitFor() },
      },
      { name: 'shared-sandbox', path: shared, heading: 'Orders API' },
      { name: 'shared-production', path: `${shared}?environment=production`, heading: 'Orders API' },
      {
        ...{ name: 'guide', path: `${shared}/guide`, heading: 'Test & Integration Guide' },
        open: async page => {
          await page.getByRole('button', { name: 'Send', exact: true }).click();
          const response = page.getByRole('region', { name: 'Response' });
          await response.getByText('200', { exact: true }).waitFor();
          await response.locator('pre:not(details pre)').waitFor();
        },
      },
      {
        ...{ name: 'guide-write', path: `${shared}/guide?operation=createOrder` },
        heading: 'Test & Integration Guide',
        open: async page => {
          const body = page.getByRole('region', { name: 'Console' }).locator('textarea');
          await body.fill('{ "note": "not an order" }');
          await page.getByRole('region', { name: 'Samples' }).getByText('not an order').waitFor();
          await page.getByRole('button', { name: 'Send', exact: true }).click();
          await page.getByText('The API itself answered 422').waitFor();
        },
      },
      {
        // What the stop before it sent: the row has its body.
        ...{ name: 'shared-log-body', path: `${shared}/logs?source=console&method=POST`, heading: 'Logs' },
        open: async page => {
          await openRow(page);
          await page.getByRole('region', { name: 'Request body' }).waitFor();
        },
      },
      {
        ...{ name: 'guide-replay', path: `${shared}/logs?source=console&method=POST` },
        heading: 'Logs',
        open: async page => {
          await openRow(page);
          await page.getByRole('link', { name: 'Open in console' }).click();
          await page.getByText('The body is the one that was sent').waitFor();
          await page.getByRole('region', { name: 'Console' }).locator('textarea').waitFor();
        },
      },
      {
        ...{ name: 'guide-locked', path: `${shared}/guide?environment=production&operation=deleteOrder` },
        heading: 'Test & Integration Guide',
      },
      {
        ...{ name: 'guide-production', path: `${shared}/guide?environment=production` },
        heading: 'Test & Integration Guide',
      },
      { name: 'shared-logs', path: `${shared}/logs?class=5xx`, heading: 'Logs', open: openRow },
      { name: 'shared-statistics', path: `${shared}/statistics`, heading: 'Statistics' },
      {
        ...{ name: 'not-shared-statistics', path: `/shared/${scene.old.id}/statistics`, status: 404 },
        heading: 'There is nothing here',
      },
      { name: 'notifications', path: '/notifications', heading: 'Notifications' },
      {
        ...{ name: 'notification-settings', path: '/notifications/settings', heading: 'Notifications' },
        open: async page => {
          const orders = page.getByRole('region', { name: 'Orders API' });
          await orders.getByRole('button', { name: 'Send me a test: Key switched' }).click();
          await page.getByText('A test is in your inbox and on its way by mail').waitFor();
        },
      },
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
      { name: 'mails', path: '/mail-preview', heading: 'Mails' },
      { name: 'gallery', path: '/gallery', heading: 'Components and states' },
    ];
    expect(await walk(await portal.arrive('/sign-in'), stops)).toEqual([]);
  });
});

test('every number of the statistics opens as many rows of the log', { timeout: 120_000 }, async () => {
  const { page, leave } = await portal.arrive(portal.demoLink('owner'));
  for (const { path, row, rows } of [
    { path: '/apis/orders/statistics', row: 'permission_missing', rows: 7 },
    { path: '/apis/orders/statistics?environment=sandbox', row: 'upstream_unreachable', rows: 2 },
    { path: '/apis/orders/statistics?range=7d', row: 'Audit Reader 2025', rows: 6 },
  ]) {
    await page.goto(path);
    const line = page.locator('li, tr').filter({ hasText: row }).last();
    await line.getByRole('link', { name: String(rows), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Logs' }).waitFor();
    await page
      .getByRole('link', { name: /^Open call/ })
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: /^Open call/ }).count()).toBe(rows);
  }
  await leave();
});
