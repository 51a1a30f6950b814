import type { ExampleBody, Part } from '../examples/index.ts';
import { quoteLiteral as quote } from './quote-literal.ts';
import { type SampleOptions, variableName } from './sample-options.ts';
import type { SampleRequest } from './sample-request.ts';

/** An ES module for Node 18 or later, without dependencies. */
export function javascriptSample(request: SampleRequest, options: SampleOptions): string {
  const { method, url, headers } = request;
  const body = bodyCode(request.body);
  const key =
    options.secret === 'inline' ? quote(options.secretText) : `process.env.${variableName(options)}`;
  const lines = [
    ...(body.needsFiles ? ["import { readFile } from 'node:fs/promises';", ''] : []),
    ...body.before,
    `const response = await fetch(${quote(url)}, {`,
    `  method: ${quote(method)},`,
    '  headers: {',
    ...[
      `${quote(options.keyHeader)}: ${key}`,
      ...headers.map(([name, value]) => `${quote(name)}: ${quote(value)}`),
    ].map(entry => `    ${entry},`),
    '  },',
    ...(body.value === '' ? [] : [`  body: ${body.value},`]),
    '});',
    ...(options.streams === true ? printPieces : ['console.log(response.status, await response.text());']),
  ];
  return `${lines.join('\n')}\n`;
}

const printPieces = [
  'console.log(response.status);',
  'for await (const piece of response.body) process.stdout.write(piece);',
];

type BodyCode = { before: readonly string[]; value: string; needsFiles?: boolean };

function bodyCode(body: ExampleBody): BodyCode {
  switch (body.kind) {
    case 'none':
      return { before: [], value: '' };
    case 'json':
      return { before: [], value: jsonCode(body.value) };
    case 'text':
      return { before: [], value: quote(body.text) };
    case 'binary':
      return { before: [], value: `await readFile(${quote(body.fileName)})`, needsFiles: true };
    case 'form':
      return { before: [], value: formCode(body.fields) };
    case 'multipart':
      return {
        before: ['const form = new FormData();', ...body.parts.map(partCode)],
        value: 'form',
        needsFiles: body.parts.some(({ kind }) => kind === 'file'),
      };
  }
}

/** JSON is JavaScript, but for `__proto__`, which in an object literal is no property. */
function jsonCode(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  if (text.includes('__proto__')) return quote(JSON.stringify(value));
  return `JSON.stringify(${escapeInvisible(text).replaceAll('\n', '\n  ')})`;
}

/** Inside of JSON only strings can hold such characters, and there their escapes mean the same. */
function escapeInvisible(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, character => quote(character).slice(1, -1)))
    .join('\n');
}

function formCode(fields: readonly (readonly [string, string])[]): string {
  const entries = fields.map(([name, value]) => `    [${quote(name)}, ${quote(value)}],\n`).join('');
  return `new URLSearchParams([\n${entries}  ])`;
}

/** A part has a type of its own only as a Blob. */
function partCode(part: Part): string {
  const name = quote(part.name);
  if (part.kind === 'text' && part.contentType === undefined)
    return `form.append(${name}, ${quote(part.text)});`;
  const type = `{ type: ${quote(part.contentType ?? '')} }`;
  if (part.kind === 'text') return `form.append(${name}, new Blob([${quote(part.text)}], ${type}));`;
  const file = quote(part.fileName);
  return `form.append(${name}, new Blob([await readFile(${file})], ${type}), ${file});`;
}
