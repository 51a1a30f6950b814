import type { ExampleBody, Part } from '../examples/index.ts';
import { printfOf, quoteShell } from './quote-shell.ts';
import { type SampleOptions, variableName } from './sample-options.ts';
import type { SampleRequest } from './sample-request.ts';

/** For bash and zsh. Every word is quoted by `quoteShell`, so that the shell expands only the key's variable. */
export function curlSample(request: SampleRequest, options: SampleOptions): string {
  const { method, url, headers } = request;
  const { pipe, words } = bodyWords(request.body);
  const lines = [
    method === 'HEAD' ? 'curl --head' : `curl --request ${method}`,
    ...(options.streams === true ? ['--no-buffer'] : []),
    `--url ${quoteShell(url)}`,
    keyWord(options),
    ...headers.map(headerWord),
    ...words,
  ];
  return `${pipe === undefined ? '' : `${pipe} | `}${lines.join(' \\\n  ')}\n`;
}

function keyWord(options: SampleOptions): string {
  if (options.secret === 'inline') return headerWord([options.keyHeader, options.secretText]);
  return `--header ${quoteShell(`${options.keyHeader}: `)}"$${variableName(options)}"`;
}

/** curl takes `Name:` as "leave this header out"; an empty one is written `Name;`. */
function headerWord([name, value]: readonly [string, string]): string {
  return `--header ${quoteShell(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

type BodyWords = { words: string[]; pipe?: string };

function bodyWords(body: ExampleBody): BodyWords {
  switch (body.kind) {
    case 'none':
      return { words: [] };
    case 'json':
      return { words: [`--data-raw ${quoteShell(JSON.stringify(body.value, null, 2))}`] };
    case 'text':
      return textWords(body.text);
    case 'binary':
      return { words: [`--data-binary ${quoteShell(`@${body.fileName}`)}`] };
    case 'form':
      return { words: formWords(body.fields) };
    case 'multipart':
      return body.parts.length > 0 && body.parts.every(isForCurl)
        ? { words: body.parts.map(partWord) }
        : pipedParts(body.parts);
  }
}

/** No argument can hold NUL: such a text comes through a pipe. */
function textWords(text: string): BodyWords {
  if (!text.includes('\0')) return { words: [`--data-raw ${quoteShell(text)}`] };
  return { pipe: printfOf(text), words: ['--data-binary @-'] };
}

/** `--data-urlencode` encodes what follows the first `=`; a name it takes as it is. */
function formWords(fields: readonly (readonly [string, string])[]): string[] {
  if (fields.length === 0)
    return ["--header 'Content-Type: application/x-www-form-urlencoded'", "--data-raw ''"];
  return fields.map(([name, value]) => {
    const key = encodeURIComponent(name);
    if (value.includes('\0')) return `--data-raw ${quoteShell(`${key}=${encodeURIComponent(value)}`)}`;
    return `--data-urlencode ${quoteShell(`${key}=${value}`)}`;
  });
}

/** `--form` splits at the first `=` and rewrites quotes in names, and arguments hold no NUL. */
function isForCurl(part: Part): boolean {
  return (
    !/[=";\\\r\n\0]/.test(part.name) &&
    part.name !== '' &&
    !(part.kind === 'text' && part.text.includes('\0'))
  );
}

/** In curl's own double quotes a leading `@` or `<` is no file, and `;type=` no type. */
function partWord(part: Part): string {
  const type = part.contentType === undefined ? '' : `;type=${part.contentType}`;
  if (part.kind === 'file') return `--form ${quoteShell(`${part.name}=@${part.fileName}${type}`)}`;
  if (type === '') return `--form-string ${quoteShell(`${part.name}=${part.text}`)}`;
  return `--form ${quoteShell(`${part.name}="${part.text.replace(/["\\]/g, '\\$&')}"${type}`)}`;
}

/** The body written out by hand (RFC 7578), for the names and texts that curl's options cannot carry. */
function pipedParts(parts: readonly Part[]): BodyWords {
  const boundary = boundaryFor(parts);
  const commands = parts.flatMap(part => {
    const head = `--${boundary}\r\n${partHead(part)}\r\n\r\n`;
    return part.kind === 'file'
      ? [printfOf(head), `cat ${quoteShell(part.fileName)}`, printfOf('\r\n')]
      : [printfOf(`${head}${part.text}\r\n`)];
  });
  const type = `multipart/form-data; boundary=${boundary}`;
  return {
    pipe: `{ ${[...commands, printfOf(`--${boundary}--\r\n`)].join('\n  ')}\n}`,
    words: [headerWord(['Content-Type', type]), '--data-binary @-'],
  };
}

function partHead(part: Part): string {
  const name = escapeName(part.name);
  const file = part.kind === 'file' ? `; filename="${escapeName(part.fileName)}"` : '';
  const type = part.contentType === undefined ? '' : `\r\nContent-Type: ${part.contentType}`;
  return `Content-Disposition: form-data; name="${name}"${file}${type}`;
}

/** WHATWG HTML, "multipart/form-data": quotes and line ends in names are percent-encoded, nothing else. */
function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, character => encodeURIComponent(character));
}

/** One that no text has in it. */
function boundaryFor(parts: readonly Part[]): string {
  const all = parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
  let boundary = 'boundary-7d3f';
  while (all.includes(boundary)) boundary += '0';
  return boundary;
}
