import { expect, test } from 'vitest';
import { exampleRequest } from './examples/index.ts';
import { mockAnswer } from './mock/index.ts';
import { compileMatcher, diffDocuments, listOperations, scopeDocument } from './operations/index.ts';
import { parseDocument } from './parsing/index.ts';
import { codeSample, type SampleLanguageName, sampleLanguages } from './samples/index.ts';
import { readRealDocuments } from './testing/real-documents.ts';
import { compileValidator } from './validation/index.ts';

const documents = await readRealDocuments();
const target = {
  baseUrl: 'https://gateway.example/api',
  keyHeader: 'X-Api-Key',
  secret: 'variable',
} as const;

/** Shipped to show what a parser does with them: they point out of themselves. */
const refused = documents.filter(({ text }) => /"\$ref":\s*"(?!#)/.test(text)).map(({ name }) => name);

test('there are documents of each version and many styles', () => {
  expect(documents.length).toBeGreaterThan(25);
});

test.each(documents.filter(({ name }) => !refused.includes(name)))(
  '$name is read, listed, matched, scoped, sampled and mocked',
  async ({ text }) => {
    const parsed = parseDocument(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const { document } = parsed;
    const operations = listOperations(document);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    expect(diffDocuments(document, structuredClone(document))).toEqual([]);
    const server = { url: target.baseUrl };
    const scoped = scopeDocument(document, {
      allows: ({ method }) => method === 'get' || 'no',
      server,
      keyHeader: 'X-Api-Key',
      others: 'marked',
    });
    expect(listOperations(scoped)).toHaveLength(operations.length);
    const match = compileMatcher(document);
    const validator = compileValidator(document);
    for (const [at, operation] of operations.entries()) {
      const example = exampleRequest(document, operation);
      expect(match(operation.method, example.path)?.operation.method, example.path).toBe(operation.method);
      for (const language of Object.keys(sampleLanguages) as SampleLanguageName[])
        expect(codeSample(language, example, target)).toContain(example.path);
      const answer = mockAnswer(document, operation, {});
      if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
      const { status, body, headers } = answer;
      const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
      const answered = { status, body, ...(contentType !== undefined && { contentType }) };
      // Compiling the schemas of every operation would take most of the time.
      if (at < 5) expect(await validator.response(operation, answered)).toEqual(expect.any(Array));
    }
  },
);

test.each(documents.filter(({ name }) => refused.includes(name)))(
  '$name points out of itself and is refused for that',
  ({ text }) => {
    expect(parseDocument(text)).toMatchObject({
      ok: false,
      faults: [{ message: expect.stringContaining('points outside') }],
    });
  },
);
