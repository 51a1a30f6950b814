import type { ExampleBody, Part } from '../examples/index.ts';

/**
 * Texts, types and file names as all three languages can carry them: half of a surrogate pair, which has no UTF-8, is
 * U+FFFD as in every browser (JSON escapes it instead), and a form of nothing is no body.
 */
export function carriableBody(body: ExampleBody): ExampleBody {
  switch (body.kind) {
    case 'none':
      return body;
    case 'json':
      return { ...body, contentType: plainType(body.contentType) };
    case 'text':
      return { ...body, contentType: plainType(body.contentType), text: body.text.toWellFormed() };
    case 'binary':
      return { ...body, contentType: plainType(body.contentType), fileName: plainFileName(body.fileName) };
    case 'form':
      return body.fields.length === 0
        ? { kind: 'none' }
        : { ...body, fields: body.fields.map(wellFormedPair) };
    case 'multipart':
      return body.parts.length === 0 ? { kind: 'none' } : { ...body, parts: body.parts.map(carriablePart) };
  }
}

function wellFormedPair([name, value]: readonly [string, string]): [string, string] {
  return [name.toWellFormed(), value.toWellFormed()];
}

function carriablePart(part: Part): Part {
  const name = crlf(part.name.toWellFormed());
  const type = part.contentType === undefined ? {} : { contentType: plainType(part.contentType) };
  if (part.kind === 'text') return { kind: 'text', name, text: crlf(part.text.toWellFormed()), ...type };
  const fileName = plainFileName(part.fileName);
  return { kind: 'file', name, fileName, contentType: plainType(part.contentType) };
}

/** FormData writes every line end so (WHATWG HTML, "multipart/form-data"); the others then do the same. */
function crlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

function plainType(type: string): string {
  return /^[\w.+*!-]+\/[\w.+*!-]+(; *[\w-]+=[\w.:-]+)*$/.test(type) ? type : 'application/octet-stream';
}

function plainFileName(name: string): string {
  return name.replace(/[^\w.-]/g, '-').replace(/^[-.]+/, '') || 'file';
}
