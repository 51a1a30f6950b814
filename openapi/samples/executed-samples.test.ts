import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { percentEncode } from '../examples/percent-encode.ts';
import { type ExampleRequest, isFile, type RequestBody } from '../examples/request.ts';
import { headerText } from '../examples/serialize-parameter.ts';
import { type Heard, startEcho } from '../testing/echo-server.ts';
import { findPython } from '../testing/python.ts';
import { codeSample, type Language } from './index.ts';

const run = promisify(execFile);
const count = 200;
const file = Buffer.from([0, 1, 2, 0xff, 0x0d, 0x0a, 0x27, 0x22]);
const keyText = 'ck_sbx_test';

let echo: Awaited<ReturnType<typeof startEcho>>;
let folder: string;

beforeAll(async () => {
  echo = await startEcho();
  folder = await mkdtemp(join(tmpdir(), 'ck-samples-'));
  await writeFile(join(folder, 'file.bin'), file);
});
afterAll(async () => {
  await echo.stop();
  await rm(folder, { recursive: true });
});

/** Every way we know to get out of a quote, or to make something of a text that it is not. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "'",
      '"',
      '`',
      "it's",
      '"; rm -rf canary; "',
      "'; touch canary; '",
      '$(touch canary)',
      '`touch canary`',
      '$HOME',
    ],
    ...[
      '$' + '{HOME}',
      '%HOME%',
      '\\',
      '\\n',
      '\\\\"',
      'a\nb',
      'a\r\nb',
      '\t',
      '!!',
      '!x',
      '#',
      '%',
      '%41',
      '%zz',
      '&',
      '+',
      ' ',
    ],
    ...[
      '; rm -rf /',
      '| touch canary',
      '> canary',
      '@file.bin',
      '<file.bin',
      '=',
      '{}',
      '[1-3]',
      '*',
      '?',
      '~',
      '\u00e9',
      '漢字',
    ],
    ...[
      '😀',
      '\u2028',
      '</script>',
      '{{x}}',
      "''' + x + '''",
      '""" + x + """',
      '%s',
      'f"{x}"',
      '$' + '{x}',
      '--data',
      '-X',
      '\u0007',
      '',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const text = fc
  .array(hostile, { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('').replaceAll('\0', ''));
const name = text.map(each => each.replace(/[=\r\n]/g, '') || 'name');
const field = fc.record({ name, value: text });

const body: fc.Arbitrary<RequestBody | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    kind: fc.constant('json' as const),
    contentType: fc.constantFrom('application/json', 'application/merge-patch+json'),
    text: fc
      .oneof(
        fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text))),
        text,
      )
      .map(value => JSON.stringify(value, null, 2)),
  }),
  fc.constant({
    kind: 'json' as const,
    contentType: 'application/json',
    text: '{"__proto__": {"id": 12345678901234567890}, "far": 1e400}',
  }),
  fc.record({
    kind: fc.constant('form' as const),
    contentType: fc.constant('application/x-www-form-urlencoded'),
    fields: fc.array(field, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('multipart' as const),
    parts: fc.array(
      fc.oneof(field, fc.constant({ name: 'file', fileName: 'file.bin', contentType: 'image/png' })),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    contentType: fc.constantFrom('text/plain', 'application/xml'),
    text,
  }),
  fc.constant({ kind: 'binary' as const, contentType: 'application/octet-stream', fileName: 'file.bin' }),
);

const request: fc.Arbitrary<ExampleRequest> = fc
  .record({
    path: fc.array(text, { minLength: 1, maxLength: 3 }),
    query: fc.array(field, { maxLength: 3 }),
    header: text,
    body,
    method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
  })
  .map(({ path, query, header, body, method }) => ({
    method: body === undefined ? 'GET' : method,
    path: path.map(part => `/${percentEncode(part).replace(/^\.+$/, 'dots')}`).join(''),
    query: query.map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`).join('&'),
    headers: [['X-Hostile', headerText(header)]],
    ...(body !== undefined && { body }),
  }));

const requests = fc.sample(request, { numRuns: count, seed: 20261126 });

/** All samples of a language in one process: a start for each would take most of the time. */
const runners: Record<Language, () => Promise<string[]>> = {
  curl: async () => {
    await writeFile(join(folder, 'all.sh'), requests.map((_, at) => `. ./${at}.curl`).join('\n'));
    return ['bash', '--noprofile', '--norc', 'all.sh'];
  },
  javascript: async () => {
    await writeFile(
      join(folder, 'all.mjs'),
      requests.map((_, at) => `await import('./${at}.javascript.mjs');`).join('\n'),
    );
    return [process.execPath, 'all.mjs'];
  },
  python: async () => {
    const lines = ['import runpy', ...requests.map((_, at) => `runpy.run_path("${at}.python")`)];
    await writeFile(join(folder, 'all.py'), lines.join('\n'));
    return [await findPython(), 'all.py'];
  },
};

const fileNames: Record<Language, string> = { curl: 'curl', javascript: 'javascript.mjs', python: 'python' };

test.each(Object.keys(runners) as Language[])(
  `${count} hostile requests, each as %s: the server receives exactly what was meant, and the shell executes nothing`,
  async language => {
    echo.heard.clear();
    const target = {
      baseUrl: echo.address,
      keyHeader: 'X-Api-Key',
      secret: { kind: 'variable', name: 'ACME_API_KEY' },
    } as const;
    await Promise.all(
      requests.map(async (each, at) => {
        const marked = { ...each, headers: [...each.headers, ['X-Case', String(at)] as const] };
        await writeFile(join(folder, `${at}.${fileNames[language]}`), codeSample(language, marked, target));
      }),
    );
    const before = await readdir(folder);
    const [program = '', ...words] = await runners[language]();
    await run(program, words, {
      cwd: folder,
      env: { ...process.env, ACME_API_KEY: keyText, HOME: '/nowhere' },
      maxBuffer: 64e6,
    });
    expect(echo.heard.size).toBe(count);
    for (const [at, each] of requests.entries())
      await expectHeard(each, echo.heard.get(String(at)), language);
    const made = (await readdir(folder)).filter(
      entry => !before.includes(entry) && !/^(all\.|__pycache__)/.test(entry),
    );
    expect(made).toEqual([]);
  },
  120_000,
);

async function expectHeard(
  meant: ExampleRequest,
  heard: Heard | undefined,
  language: Language,
): Promise<void> {
  if (heard === undefined) throw new Error('nothing was received');
  expect(heard.method).toBe(meant.method);
  expect(heard.url).toBe(`${meant.path}${meant.query === '' ? '' : `?${meant.query}`}`);
  expect(heard.headers['x-hostile'] ?? '').toBe(meant.headers[0]?.[1]);
  expect(heard.headers['x-api-key']).toBe(keyText);
  if (meant.body !== undefined) await expectBody(meant.body, heard, language);
}

async function expectBody(meant: RequestBody, heard: Heard, language: Language): Promise<void> {
  const type = heard.headers['content-type'] ?? '';
  if (meant.kind !== 'multipart') expect(type.split(';')[0]).toBe(meant.contentType);
  switch (meant.kind) {
    case 'json':
      // Key by key as text: a number may have more digits than we could compare.
      if (meant.text.includes('__proto__')) return expect(heard.body.toString()).toBe(meant.text);
      return expect(JSON.parse(heard.body.toString())).toEqual(JSON.parse(meant.text));
    case 'text':
      return expect(heard.body.toString()).toBe(meant.text);
    case 'form':
      return expect([...new URLSearchParams(heard.body.toString())]).toEqual(
        meant.fields.map(({ name, value }) => [name, value]),
      );
    case 'binary':
      return expect(heard.body.equals(file)).toBe(true);
    case 'multipart': {
      const form = await new Response(new Uint8Array(heard.body), {
        headers: { 'Content-Type': type },
      }).formData();
      const parts = await Promise.all(
        [...form].map(async ([name, value]) => [
          name,
          typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()),
        ]),
      );
      // A form of the fetch standard has its line breaks as CRLF ("multipart/form-data encoding algorithm").
      const asSent = (value: string) =>
        language === 'javascript' ? value.replace(/\r\n|\r|\n/g, '\r\n') : value;
      return expect(parts).toEqual(
        meant.parts.map(part => [part.name, isFile(part) ? file : asSent(part.value)]),
      );
    }
  }
}

test('the key stands in a sample only when somebody asked for it', () => {
  const [first] = requests;
  if (first === undefined) throw new Error('no request');
  for (const language of Object.keys(runners) as Language[]) {
    const target = { baseUrl: 'https://gateway.example/orders', keyHeader: 'X-Api-Key' };
    expect(codeSample(language, first, { ...target, secret: { kind: 'inline', text: keyText } })).toContain(
      keyText,
    );
    const variable = codeSample(language, first, {
      ...target,
      secret: { kind: 'variable', name: 'ACME_API_KEY' },
    });
    expect(variable).toContain('ACME_API_KEY');
    const evil = { ...target, secret: { kind: 'variable', name: 'A$(x)' } } as const;
    expect(() => codeSample(language, first, evil)).toThrow('named by capital letters');
  }
});
