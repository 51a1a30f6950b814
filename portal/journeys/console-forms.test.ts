import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listCalls } from '@ck/shared/calls';
import { suiteDatabase } from '@ck/shared/testing/database';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { ordersPartner } from './support/orders-partner.ts';
import { copySample, runners, runSample } from './support/run-sample.ts';
import { serveApi } from './support/serve-api.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const body = (type: string, schema: object) => ({
  requestBody: { required: true, content: { [type]: { schema } } },
  responses: { 200: { description: 'What came', content: { 'application/json': {} } } },
});
const text = { type: 'string' };
const file = { type: 'string', format: 'binary' };
const document = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Drawings', version: '1' },
  paths: {
    '/drawings': {
      post: {
        operationId: 'upload',
        ...body('multipart/form-data', {
          type: 'object',
          required: ['note', 'drawing'],
          properties: { note: { ...text, example: 'first' }, drawing: file },
        }),
      },
    },
    '/search': {
      post: {
        operationId: 'search',
        ...body('application/x-www-form-urlencoded', {
          type: 'object',
          properties: { words: { ...text, example: 'plan' }, page: { type: 'integer', example: 2 } },
        }),
      },
    },
    '/raw': { put: { operationId: 'raw', ...body('application/octet-stream', file) } },
    '/ticks': {
      get: {
        operationId: 'ticks',
        responses: { 200: { description: 'Ticks', content: { 'text/event-stream': { schema: text } } } },
      },
    },
  },
});

type Received = { type: string; body: Buffer };

/** Tells what came, a form field by field, a file with its name and bytes. */
async function answer(request: IncomingMessage, response: ServerResponse, keep: (one: Received) => void) {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const received = { type: request.headers['content-type'] ?? '', body: Buffer.concat(pieces) };
  keep(received);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(await fieldsOf(received)));
}

async function fieldsOf({ type, body: bytes }: Received) {
  if (!/form/.test(type)) return { bytes: bytes.toString('hex') };
  const headers = { 'Content-Type': type };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  const fields = await Promise.all(
    [...form].map(async ([name, value]) => {
      if (typeof value === 'string') return [name, value];
      return [name, `${value.name} ${value.type} ${Buffer.from(await value.arrayBuffer()).toString('hex')}`];
    }),
  );
  return Object.fromEntries(fields);
}

async function drawings(slug: string) {
  const received: Received[] = [];
  const stream = { left: Promise.withResolvers<void>(), tick: (_data: string) => {} };
  const { url } = await serveApi((request, response) => {
    if (request.url !== '/ticks') return void answer(request, response, one => received.push(one));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: begun\n\n');
    stream.tick = data => void response.write(`data: ${data}\n\n`);
    response.on('close', stream.left.resolve);
  });
  const partner = await ordersPartner(portal.system(), slug, {
    ...{ document, upstream: url, permissions: ['create', 'read', 'update'] },
  });
  return { ...partner, received, stream };
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const response = (page: Page) => page.getByRole('region', { name: 'Response' });
const form = (page: Page) => page.getByRole('region', { name: 'Console' });
const bytes = Buffer.from([0x25, 0x50, 0, 0xff, 0x0d, 0x0a]);

test('a form with a file arrives as it was chosen; its samples send the same from a folder that has the file', {
  timeout: 60_000,
}, async () => {
  const { key, texts, received } = await drawings('upload');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=upload`);
  await form(page)
    .locator('input[type=file]')
    .setInputFiles({
      ...{ name: 'plan.pdf', mimeType: 'application/pdf', buffer: bytes },
    });
  await page.getByRole('region', { name: 'Samples' }).getByText('plan.pdf').waitFor();
  await send(page);
  const shown = `plan.pdf application/pdf ${bytes.toString('hex')}`;
  await response(page).getByText(shown).waitFor();
  expect(await fieldsOf(received[0] ?? { type: '', body: bytes })).toEqual({ note: 'first', drawing: shown });

  const folder = await mkdtemp(join(tmpdir(), 'ck-forms-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'plan.pdf'), bytes);
  for (const language of Object.keys(runners)) {
    const code = await copySample(page, language);
    await runSample(language, code, { cwd: folder, env: { SANDBOX_KEY: texts.sandbox } });
    const last = received.at(-1) ?? { type: '', body: bytes };
    expect(await fieldsOf(last), language).toEqual({ note: 'first', drawing: shown });
  }

  // The row leads back: the note is there again, the file is for the person to choose.
  await response(page)
    .getByRole('link', { name: /^in Logs/ })
    .click();
  await page.getByRole('link', { name: 'Open in console' }).click();
  await page.getByText('Choose the file again: drawing.').waitFor();
  await expect
    .poll(() => form(page).getByRole('row', { name: /note/ }).locator('input').inputValue())
    .toBe('first');
  expect(complaints).toEqual([]);
  await leave();
});

test('a plain form and a bare file arrive as they are typed and chosen', { timeout: 60_000 }, async () => {
  const { key, texts, received } = await drawings('forms');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=search`);
  await form(page).getByRole('row', { name: /words/ }).getByRole('textbox').fill('Größe & 50 % = ½');
  await page.getByRole('region', { name: 'Samples' }).getByText(/Größe/).waitFor();
  await send(page);
  await response(page).getByText('Größe & 50 % = ½').waitFor();
  const sent = { words: 'Größe & 50 % = ½', page: '2' };
  expect(await fieldsOf(received[0] ?? { type: '', body: bytes })).toEqual(sent);
  for (const language of Object.keys(runners)) {
    const printed = await runSample(language, await copySample(page, language), {
      env: { SANDBOX_KEY: texts.sandbox },
    });
    expect(JSON.parse(printed.replace(/^\d{3} /, '')), language).toEqual(sent);
  }

  await page.goto(`/shared/${key.id}/guide?operation=raw`);
  await form(page)
    .locator('input[type=file]')
    .setInputFiles({
      ...{ name: 'raw.bin', mimeType: 'application/octet-stream', buffer: bytes },
    });
  await page.getByRole('region', { name: 'Samples' }).getByText('raw.bin').waitFor();
  await send(page);
  await response(page).getByText(bytes.toString('hex')).waitFor();
  expect(received.at(-1)?.body).toEqual(bytes);
  expect(complaints).toEqual([]);
  await leave();
});

test('an event stream is shown piece by piece, and Cancel ends it at the API', {
  timeout: 60_000,
}, async () => {
  const { owner, key, stream } = await drawings('ticks');
  const { page, complaints, leave } = await portal.arrive(portal.demoLink('collaborator'));
  await page.goto(`/shared/${key.id}/guide?operation=ticks`);
  await send(page);
  await response(page).getByText('data: begun').waitFor();
  stream.tick('between');
  await response(page).getByText('data: between').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  await stream.left.promise;
  // What came until then can still be read.
  await response(page).getByText('data: between').waitFor();
  await expect
    .poll(async () => await listCalls(owner, { keyId: key.id, limit: 1 }), { timeout: 5_000 })
    .toMatchObject([{ source: 'console', operationId: 'ticks', status: 200 }]);
  expect(complaints).toEqual([]);
  await leave();
});
