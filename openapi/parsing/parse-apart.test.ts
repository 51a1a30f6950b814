import { expect, test } from 'vitest';
import { inspectDocument, parseDocumentApart } from './parse-apart.ts';

const info = { title: 'Large', version: '1' };
const paths = Object.fromEntries(
  Array.from({ length: 3_000 }, (_, at) => [
    `/things-${at}/{id}`,
    {
      get: {
        operationId: `thing${at}`,
        description: 'A thing. '.repeat(10),
        responses: { 200: { description: 'OK' } },
      },
    },
  ]),
);
const large = JSON.stringify({ openapi: '3.0.3', info, paths });

test('a large document is read apart from the main thread, which goes on meanwhile', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const parsed = await parseDocumentApart(large);
  clearInterval(timer);
  expect(parsed).toMatchObject({ ok: true, title: 'Large' });
  expect(parsed.ok && Object.keys(parsed.document.paths ?? {})).toHaveLength(3_000);
  expect(turns).toBeGreaterThan(0);
});

test('looking at it only brings back what is doubtful about it', async () => {
  const summary = await inspectDocument(large);
  expect(summary).toMatchObject({ ok: true, title: 'Large', warnings: expect.any(Array) });
  expect(summary).not.toHaveProperty('document');
  expect(await inspectDocument('hello')).toMatchObject({ ok: false });
});

test('one that needs more memory or time than a document may have is a fault, and this process lives', async () => {
  const items = Array.from({ length: 400_000 }, () => [[]]);
  const hungry = JSON.stringify({ openapi: '3.0.3', info, paths: {}, x: items });
  const small = await inspectDocument(hungry, { milliseconds: 20_000, heapMegabytes: 16 });
  expect(small).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('memory') }] });
  const short = await inspectDocument(hungry, { milliseconds: 1, heapMegabytes: 512 });
  expect(short).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('seconds') }] });
}, 60_000);
