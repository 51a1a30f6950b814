import { type ExampleRequest, isFile, type RequestBody } from '../examples/request.ts';
import { contentTypeOf, type SampleTarget, urlOf } from './code-sample.ts';
import { indent } from './indent.ts';
import { isCodeAsWell } from './json-as-code.ts';

/** A script for Python 3 with the requests library. */
export function pythonSample(request: ExampleRequest, target: SampleTarget): string {
  const { method, headers, body } = request;
  const { keyHeader, secret } = target;
  const key = secret.kind === 'inline' ? text(secret.text) : `os.environ[${text(secret.name)}]`;
  // requests says these by itself.
  const contentType =
    (body?.kind === 'form' && body.fields.length > 0) || isPlainJson(body)
      ? undefined
      : contentTypeOf(request);
  const said: [string, string][] = [
    [keyHeader, key],
    ...headers.map(([name, value]): [string, string] => [name, text(value)]),
    ...(contentType === undefined ? [] : [['Content-Type', text(contentType)] satisfies [string, string]]),
  ];
  const imports = [
    ...(isCode(body) && !isPlainJson(body) ? ['import json'] : []),
    ...(secret.kind === 'variable' ? ['import os'] : []),
  ];
  const options = [
    `${text(method)},`,
    `${text(urlOf(request, target))},`,
    'headers={',
    ...said.map(([name, value]) => `    ${text(name)}: ${value},`),
    '},',
    ...bodyOf(body),
  ];
  return [
    ...imports,
    ...(imports.length > 0 ? [''] : []),
    'import requests',
    '',
    'response = requests.request(',
    ...options.map(line => indent(line, 4)),
    ')',
    'print(response.status_code, response.text)',
  ].join('\n');
}

const isCode = (body: RequestBody | undefined) => body?.kind === 'json' && isCodeAsWell(body.text);
const isPlainJson = (body: RequestBody | undefined) =>
  isCode(body) && body?.kind === 'json' && body.contentType === 'application/json';

function bodyOf(body: RequestBody | undefined): string[] {
  switch (body?.kind) {
    case undefined:
      return [];
    case 'json': {
      if (!isCode(body)) return [`data=${text(body.text)}.encode(),`];
      const value = literal(JSON.parse(body.text));
      return [isPlainJson(body) ? `json=${value},` : `data=json.dumps(${value}),`];
    }
    case 'text':
      return [`data=${text(body.text)}.encode(),`];
    case 'form':
      if (body.fields.length === 0) return ['data="",'];
      return [
        'data=[',
        ...body.fields.map(({ name, value }) => `    (${text(name)}, ${text(value)}),`),
        '],',
      ];
    case 'multipart':
      return ['files=[', ...body.parts.map(part => `    (${text(part.name)}, ${filePart(part)}),`), '],'];
    case 'binary':
      return [`data=open(${text(body.fileName)}, "rb"),`];
  }
}

function filePart(part: Extract<RequestBody, { kind: 'multipart' }>['parts'][number]): string {
  if (!isFile(part)) return `(None, ${text(part.value)})`;
  return `(${text(part.fileName)}, open(${text(part.fileName)}, "rb"), ${text(part.contentType)})`;
}

/** A JSON value as Python writes it. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return block('[', value.map(literal), ']');
  if (typeof value !== 'object') return String(value);
  return block(
    '{',
    Object.entries(value).map(([key, item]) => `${text(key)}: ${literal(item)}`),
    '}',
  );
}

function block(open: string, items: readonly string[], close: string): string {
  return items.length === 0
    ? open + close
    : [open, ...items.map(item => indent(`${item},`, 4)), close].join('\n');
}

/** Python, 2.4.1: the escapes of JSON are escapes of Python as well. */
const text = (value: string) => JSON.stringify(value.toWellFormed());
