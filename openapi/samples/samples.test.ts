import { execFile, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exampleRequest } from '../examples/index.ts';
import { type Received, startEchoServer } from '../testing/echo-server.ts';
import { type HostileCase, hostileCases } from '../testing/hostile-documents.ts';
import { codeSample, type SampleLanguageName, sampleLanguages } from './index.ts';

const run = promisify(execFile);
const key = `ck_sbx_it's"a$HOME\`key\\`;
const fileBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const languages = Object.keys(sampleLanguages) as SampleLanguageName[];

/** One process a language runs all of its samples, each of them as it stands. */
const runners = {
  curl: {
    command: 'bash',
    file: 'run.sh',
    script: 'for sample in curl/*; do bash "$sample" || echo "$sample" >&2; done >answers',
  },
  javascript: {
    command: process.execPath,
    file: 'run.mjs',
    script: `import { readdirSync } from 'node:fs';
      console.log = () => {};
      for (const sample of readdirSync('javascript')) await import('./javascript/' + sample);`,
  },
  python: {
    command: process.env.PYTHON_PATH ?? 'python3',
    file: 'run.py',
    script: `import os, runpy, sys
sys.stdout = open(os.devnull, "w")
for sample in sorted(os.listdir("python")): runpy.run_path("python/" + sample)`,
  },
} as const satisfies Record<SampleLanguageName, unknown>;
const extensions = { curl: 'sh', javascript: 'mjs', python: 'py' };

let folder: string;
let canary: string;
let cases: HostileCase[];
let echo: Awaited<ReturnType<typeof startEchoServer>>;
const received = new Map<string, Received>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-samples-'));
  canary = join(folder, 'canary');
  cases = hostileCases(220, canary);
  echo = await startEchoServer();
  for (const name of ['body.bin', 'photo.bin']) await writeFile(join(folder, name), fileBytes);
  await Promise.all(languages.map(runAll));
  for (const request of echo.received) {
    const [, language, at] = /^\/(\w+)\/case%20(\d+)/.exec(request.url) ?? [];
    received.set(`${language} ${at}`, request);
  }
}, 120_000);

afterAll(async () => {
  await echo.close();
  await rm(folder, { recursive: true });
});

async function runAll(language: SampleLanguageName): Promise<void> {
  await mkdir(join(folder, language));
  for (const [at, { document, operation }] of cases.entries()) {
    const code = codeSample(language, exampleRequest(document, operation), {
      baseUrl: `${echo.baseUrl}/${language}`,
      keyHeader: 'X-Api-Key',
      ...(at % 2 === 0
        ? { secret: 'variable', variable: 'ACME_API_KEY' }
        : { secret: 'inline', secretText: key }),
    });
    await writeFile(join(folder, language, `${String(at).padStart(3, '0')}.${extensions[language]}`), code);
  }
  const { command, file, script } = runners[language];
  await writeFile(join(folder, file), script);
  await run(command, [file], { cwd: folder, env: { ...process.env, ACME_API_KEY: key } });
}

/** Every request of a language, with what it was meant to be. */
function each(language: SampleLanguageName): [HostileCase['meant'], Received, HostileCase][] {
  return cases.map((one, at) => {
    const request = received.get(`${language} ${at}`);
    if (request === undefined) throw new Error(`${language} sent no request for case ${at}`);
    return [one.meant, request, one];
  });
}

test('no shell and no interpreter executes anything of a hostile example', async () => {
  expect(received.size).toBe(cases.length * languages.length);
  await expect(access(canary)).rejects.toThrow('ENOENT');
});

test.each(languages)('%s sends the method, the path and the query that were meant', language => {
  for (const [meant, { method, url }, { operation }] of each(language)) {
    const [path = '', query = ''] = url.split('?');
    expect(method).toBe(operation.method.toUpperCase());
    expect(decodeURIComponent(path.split('/').at(-1) ?? '')).toBe(meant.path);
    const pairs = query.split('&').map(pair => pair.split('=').map(decodeURIComponent));
    expect(pairs).toEqual(meant.query);
  }
});

test.each(languages)('%s sends the key and the headers that were meant', language => {
  for (const [meant, { headers }] of each(language)) {
    expect(headers.get('x-api-key')).toBe(key);
    expect(headers.get('x-empty')).toBe('');
    const text = headers.get('x-text') ?? '';
    expect(text).toMatch(/^[\t\x20-\x7e]*$/);
    // Only what a header cannot carry was encoded.
    const carried = meant.header.replace(/^[ \t]+|[ \t]+$|[^\t\x20-\x7e]+/g, encodeURIComponent);
    expect(text).toBe(carried);
  }
});

test.each(languages)('%s sends the body that was meant', async language => {
  for (const [{ body, header }, request] of each(language)) {
    const type = request.headers.get('content-type') ?? '';
    switch (body.kind) {
      case 'json':
        expect(type).toBe('application/json');
        expect(JSON.parse(request.body.toString())).toEqual(body.value);
        break;
      case 'form':
        expect([...new URLSearchParams(request.body.toString())]).toEqual(Object.entries(body.value));
        break;
      case 'multipart': {
        const form = await new Response(new Uint8Array(request.body), {
          headers: { 'Content-Type': type },
        }).formData();
        const { photo, meta, ...texts } = Object.fromEntries(form);
        const crlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');
        expect(Object.entries(texts)).toEqual(Object.entries(body.value).map(pair => pair.map(crlf)));
        expect(photo).toMatchObject({ name: 'photo.bin', type: 'application/octet-stream' });
        expect(Buffer.from(await new Response(photo).arrayBuffer()).equals(fileBytes)).toBe(true);
        expect(JSON.parse(await new Response(meta).text())).toEqual({ text: header });
        break;
      }
      case 'text':
        expect(type).toBe('text/plain; charset=utf-8');
        expect(request.body.toString()).toBe(body.text);
        break;
      case 'binary':
        expect(request.body.equals(fileBytes)).toBe(true);
    }
  }
});

/** As a server of events does: it says something, and then waits. */
async function serveStream() {
  const server = createServer((_request, answer) =>
    answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: first\n\n'),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const inlined = { curl: ['-c'], javascript: ['--input-type=module', '-e'], python: ['-c'] } as const;

test.each(languages)('%s prints an answer without an end while it comes in', async language => {
  const baseUrl = await serveStream();
  const request = { method: 'GET', path: '/events', query: '', headers: [], body: { kind: 'none' } } as const;
  const options = { baseUrl, keyHeader: 'X-Api-Key', secret: 'variable', streams: true } as const;
  const code = codeSample(language, request, options);
  const child = spawn(runners[language].command, [...inlined[language], code], {
    env: { ...process.env, API_KEY: 'k' },
  });
  onTestFinished(() => void child.kill());
  let printed = '';
  for await (const piece of child.stdout) {
    printed += String(piece);
    if (printed.includes('data: first')) break;
  }
  expect(printed).toContain('data: first');
});
