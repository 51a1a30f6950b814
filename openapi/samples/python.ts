import type { ExampleBody, Part } from '../examples/index.ts';
import { isRecord } from '../parsing/is-record.ts';
import { quoteLiteral as quote } from './quote-literal.ts';
import { type SampleOptions, variableName } from './sample-options.ts';
import type { SampleRequest } from './sample-request.ts';

/** For Python 3 with the package `requests`. */
export function pythonSample(request: SampleRequest, options: SampleOptions): string {
  const { method, url, headers } = request;
  const isVariable = options.secret === 'variable';
  const key = isVariable ? `os.environ[${quote(variableName(options))}]` : quote(options.secretText);
  const lines = [
    ...(isVariable ? ['import os', ''] : []),
    'import requests',
    '',
    'response = requests.request(',
    `    ${quote(method)},`,
    `    ${quote(url)},`,
    '    headers={',
    ...[
      `${quote(options.keyHeader)}: ${key}`,
      ...headers.map(([name, value]) => `${quote(name)}: ${quote(value)}`),
    ].map(entry => `        ${entry},`),
    '    },',
    ...bodyLines(request.body).map(line => `    ${line}`),
    ...(options.streams === true ? ['    stream=True,', ')', ...printLines] : [')', printAll]),
  ];
  return `${lines.join('\n')}\n`;
}

const printAll = 'print(response.status_code, response.text)';
const printLines = [
  'print(response.status_code, flush=True)',
  'for line in response.iter_lines():',
  '    print(line.decode(), flush=True)',
];

function bodyLines(body: ExampleBody): string[] {
  switch (body.kind) {
    case 'none':
      return [];
    case 'json':
      // To requests, None is no body at all.
      return [body.value === null ? 'data=b"null",' : `json=${literal(body.value, '    ')},`];
    case 'text':
      return [`data=${quote(body.text)}.encode(),`];
    case 'binary':
      return [`data=open(${quote(body.fileName)}, "rb"),`];
    case 'form':
      return [
        'data=[',
        ...body.fields.map(([name, value]) => `    (${quote(name)}, ${quote(value)}),`),
        '],',
      ];
    case 'multipart':
      return ['files=[', ...body.parts.map(part => `    (${quote(part.name)}, ${partTuple(part)}),`), '],'];
  }
}

/** requests: (file name, content, type); no file name makes it a plain field. */
function partTuple(part: Part): string {
  if (part.kind === 'file')
    return `(${quote(part.fileName)}, open(${quote(part.fileName)}, "rb"), ${quote(part.contentType)})`;
  const type = part.contentType === undefined ? '' : `, ${quote(part.contentType)}`;
  return `(None, ${quote(part.text)}${type})`;
}

/** A JSON value as Python writes it, over several lines like JSON with an indent. */
function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      value.map(item => literal(item, `${indent}    `)),
      indent,
    );
  if (!isRecord(value))
    return value === null || value === undefined ? 'None' : JSON.stringify(value).replace('null', 'None');
  const entries = Object.entries(value).map(
    ([name, part]) => `${quote(name)}: ${literal(part, `${indent}    `)}`,
  );
  return block('{', '}', entries, indent);
}

function block(open: string, close: string, entries: readonly string[], indent: string): string {
  if (entries.length === 0) return open + close;
  return `${open}\n${entries.map(entry => `${indent}    ${entry},\n`).join('')}${indent}${close}`;
}
