import { type ExampleRequest, isFile, type RequestBody } from '../examples/request.ts';
import { contentTypeOf, type SampleTarget, urlOf } from './code-sample.ts';
import { indent } from './indent.ts';
import { isCodeAsWell } from './json-as-code.ts';

/** A module for Node 18 and later: `node sample.mjs`. */
export function javascriptSample(request: ExampleRequest, target: SampleTarget): string {
  const { method, headers, body } = request;
  const { keyHeader, secret } = target;
  const contentType = body?.kind === 'form' ? undefined : contentTypeOf(request);
  const key = secret.kind === 'inline' ? text(secret.text) : `process.env.${secret.name}`;
  const said: [string, string][] = [
    [keyHeader, key],
    ...headers.map(([name, value]): [string, string] => [name, text(value)]),
    ...(contentType === undefined ? [] : [['Content-Type', text(contentType)] satisfies [string, string]]),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`method: ${text(method)},`]),
    'headers: {',
    ...said.map(([name, value]) => `  ${text(name)}: ${value},`),
    '},',
    ...bodyOf(body),
  ];
  return [
    ...(needsFiles(body) ? ["import { openAsBlob } from 'node:fs';", ''] : []),
    ...formOf(body),
    `const response = await fetch(${text(urlOf(request, target))}, {`,
    ...options.map(line => indent(line, 2)),
    '});',
    'console.log(response.status, await response.text());',
  ].join('\n');
}

function bodyOf(body: RequestBody | undefined): string[] {
  switch (body?.kind) {
    case undefined:
      return [];
    case 'json':
      return [isCodeAsWell(body.text) ? `body: JSON.stringify(${body.text}),` : `body: ${text(body.text)},`];
    case 'text':
      return [`body: ${text(body.text)},`];
    case 'form':
      return [
        'body: new URLSearchParams([',
        ...body.fields.map(({ name, value }) => `  [${text(name)}, ${text(value)}],`),
        ']),',
      ];
    case 'multipart':
      return ['body: form,'];
    case 'binary':
      return [`body: await openAsBlob(${text(body.fileName)}),`];
  }
}

function formOf(body: RequestBody | undefined): string[] {
  if (body?.kind !== 'multipart') return [];
  const parts = body.parts.map(part =>
    isFile(part)
      ? `form.append(${text(part.name)}, await openAsBlob(${text(part.fileName)}, { type: ${text(part.contentType)} }), ${text(part.fileName)});`
      : `form.append(${text(part.name)}, ${text(part.value)});`,
  );
  return ['const form = new FormData();', ...parts, ''];
}

const needsFiles = (body: RequestBody | undefined) =>
  body?.kind === 'binary' || (body?.kind === 'multipart' && body.parts.some(isFile));

/** ECMAScript, 12.9.4: a JSON text is a string literal as well. */
const text = (value: string) => JSON.stringify(value.toWellFormed());
