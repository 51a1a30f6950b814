import { spawn } from 'node:child_process';
import { listOperations } from '@ck/openapi/operations';
import { parseDocument } from '@ck/openapi/parsing';
import { type CallView, listCalls } from '@ck/shared/calls';
import { listActivity } from '@ck/shared/endpoints';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Visitor } from './support/browser.ts';
import { ordersPartner, readOrdersDocument } from './support/orders-partner.ts';
import { copySample, runners, runSample, sampleEnvironment } from './support/run-sample.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);
const languages = Object.keys(runners);

let partner: Awaited<ReturnType<typeof ordersPartner>>;
let visitor: Visitor;
beforeAll(async () => {
  partner = await ordersPartner(portal.system(), 'samples', {
    permissions: ['create', 'read', 'update', 'delete'],
  });
  visitor = await portal.arrive(portal.demoLink('collaborator'));
});

/** Those whose examples can be sent again and again. */
const plain = [
  'listOrders',
  'createOrder',
  'exportOrders',
  'getOrder',
  'replaceOrder',
  'updateOrder',
  'listOrderItems',
  'addOrderItem',
  'listCustomers',
  'getCustomer',
];

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
const response = (page: Page) => page.getByRole('region', { name: 'Response' });
/** Not that of the headers, which is folded away. */
const body = (page: Page) => response(page).locator('pre:not(details pre)');

async function openOperation(page: Page, operation: string): Promise<void> {
  await page.goto(`/shared/${partner.key.id}/guide?operation=${operation}`);
  await send(page).and(page.locator(':enabled')).waitFor();
}

/** The newest rows of the log, as soon as there are so many. */
async function rowsSince(before: string, number: number): Promise<CallView[]> {
  const rows = async () => {
    const all = await listCalls(partner.owner, { keyId: partner.key.id, limit: number + 1 });
    const known = all.findIndex(({ id }) => id === before);
    return known < 0 ? all : all.slice(0, known);
  };
  await expect.poll(async () => (await rows()).length, { timeout: 5_000 }).toBe(number);
  return await rows();
}

const newestRow = async () =>
  (await listCalls(partner.owner, { keyId: partner.key.id, limit: 1 }))[0]?.id ?? '';

/** An answer without its values: which fields it has, and of what types. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map(item => JSON.stringify(shapeOf(item))))].sort();
  if (typeof value !== 'object' || value === null) return typeof value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, shapeOf(field)]));
}

const answerOf = (printed: string) => printed.replace(/^\d{3} /, '').trim();
/** What is no JSON, or not all of it yet, is its own shape. */
function shapeOfText(text: string): unknown {
  try {
    return shapeOf(JSON.parse(text));
  } catch {
    return text.trim();
  }
}

const env = () => ({ SANDBOX_KEY: partner.texts.sandbox });

describe('every sample, copied and run with the key in the environment, gets the console’s answer', () => {
  test('no operation is left out', async () => {
    const parsed = parseDocument(await readOrdersDocument());
    const all = parsed.ok ? listOperations(parsed.document).map(({ id }) => id) : [];
    expect(all.toSorted()).toEqual([...plain, 'deleteOrder', 'streamOrderEvents'].toSorted());
  });

  test.each(plain)('%s', { timeout: 60_000 }, async operation => {
    const { page, complaints } = visitor;
    await openOperation(page, operation);
    const before = await newestRow();
    await send(page).click();
    await response(page)
      .getByText(/^20\d$/)
      .waitFor();
    // Its body comes in after its status, and is laid out after that.
    const shown = async () => shapeOfText((await body(page).textContent()) ?? '');
    for (const language of languages) {
      const code = await copySample(page, language);
      expect(code).not.toContain(partner.texts.sandbox);
      const printed = await runSample(language, code, { env: env() });
      await expect.poll(shown, { message: language }).toEqual(shapeOfText(answerOf(printed)));
    }
    await haveOneAnswer(before, operation);
    expect(complaints).toEqual([]);
  });

  test('deleteOrder, of a new order each time', { timeout: 60_000 }, async () => {
    const { page, complaints } = visitor;
    await openOperation(page, 'deleteOrder');
    const before = await newestRow();
    const typeNewOrder = async () => {
      const { id } = await aNewOrder();
      await page
        .getByRole('row', { name: /orderId/ })
        .getByRole('textbox')
        .fill(id);
      await page.getByRole('region', { name: 'Samples' }).getByText(new RegExp(id)).waitFor();
    };
    await typeNewOrder();
    await send(page).click();
    await response(page).getByText('204', { exact: true }).waitFor();
    for (const language of languages) {
      await typeNewOrder();
      const printed = await runSample(language, await copySample(page, language), { env: env() });
      expect(printed.trim(), language).toBe(language === 'curl' ? '' : '204');
    }
    await haveOneAnswer(before, 'deleteOrder');
    expect(complaints).toEqual([]);
  });

  test('streamOrderEvents, while it lasts', { timeout: 60_000 }, async () => {
    const { page, complaints } = visitor;
    await openOperation(page, 'streamOrderEvents');
    const before = await newestRow();
    await send(page).click();
    await response(page).getByText(': connected').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    for (const language of languages) await readUntilConnected(language, await copySample(page, language));
    await haveOneAnswer(before, 'streamOrderEvents');
    expect(complaints).toEqual([]);
  });
});

/** The console's call and those of all samples are the same call, and were answered alike. */
async function haveOneAnswer(before: string, operationId: string): Promise<void> {
  const rows = await rowsSince(before, 1 + languages.length);
  expect(new Set(rows.map(({ method, status, outcome }) => `${method} ${status} ${outcome}`)).size).toBe(1);
  expect(new Set(rows.map(({ query }) => query)).size).toBe(1);
  expect(rows.map(row => row.operationId)).toEqual(rows.map(() => operationId));
  expect(rows.map(({ source }) => source)).toEqual([...languages.map(() => 'app'), 'console']);
}

async function aNewOrder(): Promise<{ id: string }> {
  const { upstreamUrl } = portal.system();
  const item = { sku: 'BEAN-HOUSE-1KG', name: 'House espresso beans', quantity: 1, unitPrice: 2190 };
  const made = await fetch(`${upstreamUrl}/sandbox/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ customerId: 'cus_01KT16JKM04TN7KBJ9F9TSJV83', currency: 'EUR', items: [item] }),
  });
  return (await made.json()) as { id: string };
}

async function readUntilConnected(language: string, code: string): Promise<void> {
  const [command, ...args] = runners[language]?.command(code) ?? [''];
  // A group of its own: a shell's child is ended with it.
  const child = spawn(command, args, { env: sampleEnvironment(env()), detached: true });
  const end = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, 'SIGTERM');
  let printed = '';
  for await (const piece of child.stdout) {
    printed += String(piece);
    if (printed.includes(': connected')) break;
  }
  end();
  expect(printed, language).toContain(': connected');
}

test('samples follow what is typed, before anything is sent', { timeout: 60_000 }, async () => {
  const { page, complaints } = visitor;
  await openOperation(page, 'listOrders');
  await page.getByRole('row', { name: /limit/ }).getByRole('textbox').fill('1');
  await page
    .getByRole('region', { name: 'Samples' })
    .getByText(/limit=1\b/)
    .waitFor();
  for (const language of languages) {
    const printed = await runSample(language, await copySample(page, language), { env: env() });
    expect(JSON.parse(answerOf(printed)).data, language).toHaveLength(1);
  }
  expect(complaints).toEqual([]);
});

test('copied with the key a sample runs as it is; the owner reads who took it, and no page ever had it', {
  timeout: 60_000,
}, async () => {
  const { page, complaints } = visitor;
  await openOperation(page, 'listCustomers');
  const copied = async () =>
    (await listActivity(partner.owner, { endpointId: partner.endpoint.id, limit: 100 })).filter(
      ({ action }) => action === 'key.copied',
    );
  const { sandbox } = partner.texts;
  for (const language of languages) {
    const before = (await copied()).length;
    const code = await copySample(page, language, 'Copy with key');
    expect(code.split(sandbox)).toHaveLength(2);
    expect(code).not.toContain('SANDBOX_KEY');
    expect(await copied()).toHaveLength(before + 1);
    expect(answerOf(await runSample(language, code))).toMatch(/^\{"data":/);
    expect(await page.content()).not.toContain(sandbox);
  }
  expect(complaints).toEqual([]);

  const owner = await portal.arrive(portal.demoLink('owner'));
  onTestFinished(() => owner.leave());
  await owner.page.goto('/apis/samples/activity');
  const row = owner.page.getByRole('row').filter({ hasText: 'Key copied' }).first();
  await row.getByText('mina@acme.example').waitFor();
  await row.getByText(partner.key.sandbox.masked).waitFor();
  expect(await owner.page.content()).not.toContain(sandbox);
});
