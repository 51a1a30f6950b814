import { mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLocalSlack } from './engine.ts';
import { startLocalSlackServer } from './server.ts';
import { startTinyBot } from './testing/tiny-bot.ts';

const signingSecret = 'a-signing-secret-of-this-test';
const token = 'xoxb-tiny';
const pictures = join(import.meta.dirname, '../../.data/screenshots');

let browser: Browser;
let server: Awaited<ReturnType<typeof startLocalSlackServer>>;
let bot: Awaited<ReturnType<typeof startTinyBot>>;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await startLocalSlackServer(0, baseUrl =>
    createLocalSlack({
      bot: () => bot.url,
      signingSecret,
      token,
      baseUrl,
      acknowledgeMs: 300,
      team: { id: 'T0LOCAL', name: 'Harbor Commerce' },
      people: [
        { id: 'U0KIM', name: 'Kim Sol', email: 'kim@harbor.example' },
        { id: 'U0LEO', name: 'Leo Brandt', email: 'leo@agency.example', guest: true },
      ],
      channels: [
        { id: 'C0OPS', name: 'api-operations', members: ['U0KIM', 'U0LEO', 'U0BOT'] },
        { id: 'C0ALL', name: 'general', members: ['U0KIM', 'U0LEO'] },
      ],
    }),
  );
  bot = await startTinyBot({ signingSecret, token, slackApiUrl: `${server.url}/api/` });
  onTestFinished(async () => {
    await bot.stop();
    await server.stop();
  });
});

/** The page as a person opens it; what their browser complains of fails the test. */
async function visit(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(server.url);
  return page;
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Light, dark and on a phone: what axe finds, and whether the page scrolls sideways. */
async function findings(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await mkdir(pictures, { recursive: true });
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe.source);
  for (const [look, width, colorScheme] of [
    ['light', 1280, 'light'],
    ['dark', 1280, 'dark'],
    ['phone', 390, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(pictures, `local-slack-${name}-${look}.png`) });
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
    for (const { id, nodes } of violations)
      found.push(`${look}: ${id} at ${nodes.map(({ html }) => html).join(' and ')}`);
    const sideways = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    if (await page.evaluate<boolean>(sideways)) found.push(`${look}: scrolls sideways`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

describe('the page of the local Slack', () => {
  it('shows what a command answers, asks to confirm, and changes the message by the button', async () => {
    const page = await visit();
    await type(page, '/collabkey ask');
    await page.getByRole('heading', { name: 'Deactivate Acme Corp?' }).waitFor();
    await page.getByText('Only visible to you').waitFor();
    await page.getByText(/Acknowledged in \d+ ms/).waitFor();
    expect(await page.getByRole('img', { name: 'Calls of the last hour' }).count()).toBe(1);
    expect(await page.getByText(/is active since .*2026/).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'portal' }).getAttribute('href')).toBe('https://x.example');
    expect(await findings(page, 'message')).toEqual([]);

    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate Acme Corp?' });
    await dialog.getByText('Every call is refused.').waitFor();
    expect(await findings(page, 'confirm')).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep active' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(bot.heard).toHaveLength(1);
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await dialog.getByRole('button', { name: 'Deactivate Production' }).click();
    await page.getByText('off was pressed').waitFor();
    expect(server.slack.faults).toEqual([]);
  });

  it('tells the bot what is chosen in menus', async () => {
    const page = await visit();
    await type(page, '/collabkey ask');
    await page.getByRole('combobox', { name: 'For how long' }).selectOption('4 h');
    await page.getByText('time was pressed').waitFor();
    expect(bot.heard.at(-1)?.body).toMatchObject({ actions: [{ selected_option: { value: '4 h' } }] });
    await type(page, '/collabkey ask');
    await page.getByLabel('More').click();
    await page.getByRole('button', { name: 'Show logs' }).click();
    await page.getByText('more was pressed').waitFor();
    expect(bot.heard.at(-1)?.body).toMatchObject({ actions: [{ selected_option: { value: 'logs' } }] });
  });

  it('fills a modal with every kind of field, and says under a field what is wrong with it', async () => {
    const page = await visit();
    await type(page, '/collabkey form');
    const modal = page.getByRole('dialog', { name: 'Add a key' });
    await modal.getByLabel('E-mail (optional)').fill('nobody');
    await modal.getByRole('button', { name: 'Save' }).click();
    await modal.getByText('Please enter a valid email address.').waitFor();
    expect(await modal.getByText('Please complete this required field.').count()).toBe(2);
    expect(await findings(page, 'modal')).toEqual([]);

    await modal.getByLabel('Name').fill('Taken');
    await modal.getByLabel('Description (optional)').fill('Two\nlines');
    await modal.getByLabel('E-mail (optional)').fill('a@acme.example');
    await modal.getByLabel('Delete').check();
    await modal.getByLabel('Production').check();
    await modal.getByLabel('Requests').check();
    await modal.getByLabel('Channel (optional)').selectOption('#general');
    await modal.getByRole('button', { name: 'Save' }).click();
    await modal.getByText('“Taken” already exists.').waitFor();
    expect(await modal.getByLabel('Description (optional)').inputValue()).toBe('Two\nlines');
    await modal.getByLabel('Name').fill('Deep');
    await modal.getByRole('button', { name: 'Save' }).click();
    const top = page.getByRole('dialog', { name: 'On top' });
    await top.getByText('On top of 1').waitFor();
    await page.keyboard.press('Escape');
    await modal.getByLabel('Name').fill('Acme');
    await modal.getByRole('button', { name: 'Save' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(bot.heard.map(({ name }) => name)).toEqual(['command', 'view', 'view', 'closed', 'view']);
    expect(bot.heard.at(-1)?.body).toMatchObject({
      view: {
        state: {
          values: {
            name: { name: { value: 'Acme' } },
            note: { note: { value: 'Two\nlines' } },
            mail: { mail: { value: 'a@acme.example' } },
            may: { may: { selected_options: [{ value: 'read' }, { value: 'delete' }] } },
            place: { place: { selected_option: { value: 'production' } } },
            kind: { kind: { selected_options: [{ value: 'requests' }] } },
            where: { where: { selected_conversation: 'C0ALL' } },
          },
        },
      },
    });
    expect(server.slack.faults).toEqual([]);
  });

  it('opens Home, lets another person look, and keeps what is private to one', async () => {
    const page = await visit();
    await type(page, '/collabkey hello');
    await page.getByText('You said hello').waitFor();
    await page.getByRole('button', { name: 'Home of Collaboration Keys' }).click();
    await page.getByText('Waiting for you').waitFor();
    expect(await findings(page, 'home')).toEqual([]);
    await page.getByRole('button', { name: 'Approve' }).last().click();
    await expect.poll(() => bot.heard.at(-1)?.name).toBe('action');
    expect(bot.heard.at(-1)?.body).toMatchObject({ actions: [{ action_id: 'approve-birch' }] });
    await page.getByRole('button', { name: 'Leo Brandt' }).click();
    await page.getByText('The app has not filled its Home yet.').waitFor();
    await page.getByRole('button', { name: 'api-operations' }).click();
    await page.getByText('Nothing was said here yet.').waitFor();
    await type(page, 'Good morning');
    await page.getByRole('article').getByText('Good morning').waitFor();
    await page.getByRole('button', { name: 'Kim Sol' }).click();
    await page.getByText('You said hello').waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
  });

  it('says what Slack would not have taken, and marks channels in which something new was said', async () => {
    const page = await visit();
    await page.getByRole('button', { name: 'general' }).click();
    server.slack.webApi('chat.postMessage', { channel: 'C0OPS', text: 'New' }, token);
    await page.getByRole('button', { name: 'api-operations 1 new' }).waitFor();
    await type(page, '/collabkey silent');
    await page.getByText('Slack would not have taken this (1)').waitFor();
    await page.getByText('was not acknowledged within 0.3 s').waitFor();
    await page.getByText('failed with the error "operation_timeout"').waitFor();
    expect(await findings(page, 'faults')).toEqual([]);
  });

  it('lets a phone reach every channel', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: 'Workspace' }).click();
    expect(await findings(page, 'menu')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: 'general' }).click();
    await page.getByRole('heading', { name: 'general' }).waitFor();
    await type(page, 'From the phone');
    await page.getByRole('article').getByText('From the phone').waitFor();
  });
});

describe('the server of the local Slack', () => {
  /** A raw request: fetch would not let the host be chosen. */
  const ask = (path: string, headers: Record<string, string>, method = 'GET', body = '') =>
    new Promise<number>((resolve, reject) => {
      request(`${server.url}${path}`, { method, headers }, response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end(body);
    });
  const json = { 'Content-Type': 'application/json' };

  it('serves nobody who comes by another name or from another page', async () => {
    expect(await ask('/', {})).toBe(200);
    expect(await ask('/', { Host: `localhost:${new URL(server.url).port}` })).toBe(200);
    expect(await ask('/', { Host: 'evil.example' })).toBe(403);
    expect(await ask('/events?person=U0KIM', { Host: 'evil.example:4200' })).toBe(403);
    const act = JSON.stringify({ act: 'type', person: 'U0KIM', channel: 'C0OPS', text: 'x' });
    expect(await ask('/act', { ...json, Origin: 'https://evil.example' }, 'POST', act)).toBe(403);
    expect(await ask('/act', { ...json, Origin: 'null' }, 'POST', act)).toBe(403);
    expect(await ask('/act', { 'Content-Type': 'text/plain' }, 'POST', act)).toBe(415);
    expect(server.slack.workspace.messages).toEqual([]);
    expect(await ask('/act', { ...json, Origin: server.url }, 'POST', act)).toBe(204);
    expect(server.slack.workspace.messages).toHaveLength(1);
  });

  it('serves its own files only, and refuses acts that cannot be done', async () => {
    for (const path of ['/page/../server.ts', '/page/server.ts', '/page/toString', '/secrets.json'])
      expect(await ask(path, {})).toBe(404);
    const act = (body: object) => ask('/act', json, 'POST', JSON.stringify(body));
    expect(await act({ act: 'type', person: 'U0NONE', channel: 'C0OPS', text: 'x' })).toBe(409);
    expect(await act({ act: 'type', person: 'U0KIM', channel: 'D0LEO', text: 'x' })).toBe(409);
    expect(await act({ act: 'close', person: 'U0KIM', view: 'V1' })).toBe(409);
    expect(await ask('/act', json, 'POST', 'no json')).toBe(409);
    expect(await ask('/api/auth.test', {}, 'POST', 'token=xoxb-other')).toBe(200);
    expect(server.slack.faults).toMatchObject([{ code: 'invalid_auth' }]);
  });
});
