import { percentEncode } from '../examples/percent-encode.ts';
import { type ExampleRequest, isFile, type RequestBody } from '../examples/request.ts';
import { contentTypeOf, type SampleTarget, urlOf } from './code-sample.ts';

/** One line of a POSIX shell, broken for the eye. Nothing of the document stands outside of single quotes. */
export function curlSample(request: ExampleRequest, target: SampleTarget): string {
  const contentType = contentTypeOf(request);
  const lines = [
    `curl ${methodOf(request)}${quote(urlOf(request, target))}`,
    keyHeader(target),
    ...request.headers.map(([name, value]) => header(name, value)),
    // curl says this by itself for a form.
    ...(contentType === undefined || request.body?.kind === 'form'
      ? []
      : [header('Content-Type', contentType)]),
    ...bodyOf(request.body),
  ];
  return lines.join(' \\\n  ');
}

function methodOf({ method, body }: ExampleRequest): string {
  if (method === 'HEAD') return '--head ';
  return method === (body === undefined ? 'GET' : 'POST') ? '' : `--request ${method} `;
}

function keyHeader({ keyHeader: name, secret }: SampleTarget): string {
  return secret.kind === 'inline' ? header(name, secret.text) : `--header "${name}: $${secret.name}"`;
}

/** With nothing behind the colon curl would leave the header out; a semicolon sends it empty. */
function header(name: string, value: string): string {
  return `--header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

function bodyOf(body: RequestBody | undefined): string[] {
  switch (body?.kind) {
    case undefined:
      return [];
    case 'json':
    case 'text':
      return [`--data-raw ${quote(body.text)}`];
    case 'form':
      return body.fields.length === 0
        ? ["--data-raw ''"]
        : body.fields.map(({ name, value }) => urlEncoded(name, value));
    case 'multipart':
      return body.parts.map(part =>
        isFile(part)
          ? `--form ${quote(`${formName(part.name)}=@${part.fileName};type=${part.contentType}`)}`
          : `--form-string ${quote(`${formName(part.name)}=${part.value}`)}`,
      );
    case 'binary':
      return [`--data-binary ${quote(`@${body.fileName}`)}`];
  }
}

/** curl encodes what stands behind the first "=", and takes the name as it is. */
function urlEncoded(name: string, value: string): string {
  return `--data-urlencode ${quote(`${percentEncode(name)}=${value}`)}`;
}

/** Here the first "=" ends the name, and there is no way to write another. */
const formName = (name: string) => name.replaceAll('=', '%3D');

/** POSIX shell, 2.2.2: between single quotes every character is itself; only the quote has to step outside. */
function quote(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}
