import type { ApiDocument } from '../api-document.ts';
import { essence, mediaKind } from '../media-kind.ts';
import { at, mediaTypes } from '../operation-parts.ts';
import { isRecord } from '../parsing/is-record.ts';
import { listOf, recordOf, schemaAt } from '../schema-shape.ts';
import { plain } from './serialize-parameter.ts';
import { exampleOf, nothing } from './told-example.ts';

export type Part =
  | { kind: 'text'; name: string; text: string; contentType?: string }
  | { kind: 'file'; name: string; fileName: string; contentType: string };

/** Files are told by name: whoever runs the request has one. */
export type ExampleBody =
  | { kind: 'none' }
  | { kind: 'json'; contentType: string; value: unknown }
  | { kind: 'form'; contentType: string; fields: readonly (readonly [string, string])[] }
  | { kind: 'multipart'; contentType: string; parts: readonly Part[] }
  | { kind: 'text'; contentType: string; text: string }
  | { kind: 'binary'; contentType: string; fileName: string };

type Fields = Readonly<Record<string, unknown>>;
type Media = { contentType: string; media: Fields };

/** The body of the first content type that is easiest to read: JSON before forms, forms before files. */
export function exampleBody(document: ApiDocument, requestBody: unknown): ExampleBody {
  const order = ['json', 'form', 'multipart', 'text', 'binary'];
  const [chosen] = mediaTypes(at(document, requestBody))
    .map(([type, media]) => ({ contentType: concrete(type), media }))
    .sort((a, b) => order.indexOf(mediaKind(a.contentType)) - order.indexOf(mediaKind(b.contentType)));
  if (chosen === undefined) return { kind: 'none' };
  return bodyOf(document, chosen);
}

function bodyOf(document: ApiDocument, { contentType, media }: Media): ExampleBody {
  const kind = mediaKind(contentType);
  if (kind === 'binary') return { kind, contentType, fileName: fileNameFor('body', contentType) };
  const value = exampleOf(document, media, 'request');
  if (value === nothing) return { kind: 'none' };
  switch (kind) {
    case 'json':
      return { kind, contentType, value };
    case 'text':
      return { kind, contentType, text: plain(value) };
    case 'form':
      return { kind, contentType, fields: formFields(document, media, recordOf(value)) };
    case 'multipart':
      return { kind, contentType, parts: multipartParts(document, media, recordOf(value)) };
  }
}

/** A range such as `image/*` stands for one of its types. */
function concrete(type: string): string {
  const known: Record<string, string> = {
    '*/*': 'application/json',
    'text/*': 'text/plain',
    'image/*': 'image/png',
  };
  return known[essence(type)] ?? (essence(type).endsWith('/*') ? 'application/octet-stream' : type);
}

/** OpenAPI 3.1, "Encoding Object": by default each item of a list is a field, and an object is written as JSON. */
function formFields(document: ApiDocument, media: Fields, value: Fields): [string, string][] {
  return Object.entries(value).flatMap(([name, part]): [string, string][] => {
    const { explode, contentType } = at(document, recordOf(media.encoding)[name]);
    if (!Array.isArray(part) || contentType !== undefined) return [[name, plain(part)]];
    return explode === false ? [[name, part.map(plain).join(',')]] : part.map(item => [name, plain(item)]);
  });
}

function multipartParts(document: ApiDocument, media: Fields, value: Fields): Part[] {
  const properties = recordOf(schemaAt(document, media.schema)?.properties);
  return Object.entries(value).flatMap(([name, part]) => {
    const schema = schemaAt(document, Object.hasOwn(properties, name) ? properties[name] : {}) ?? {};
    const told = at(document, recordOf(media.encoding)[name]).contentType;
    const type = typeof told === 'string' ? concrete((told.split(',')[0] ?? told).trim()) : undefined;
    const item = schema.type === 'array' ? (schemaAt(document, schema.items) ?? {}) : schema;
    return (Array.isArray(part) ? part : [part]).map(one => partOf(name, one, item, type));
  });
}

function partOf(name: string, value: unknown, schema: Fields, told: string | undefined): Part {
  const media = typeof schema.contentMediaType === 'string' ? schema.contentMediaType : undefined;
  const isFile = schema.format === 'binary' || (media !== undefined && schema.contentEncoding === undefined);
  if (isFile || (told !== undefined && mediaKind(told) === 'binary')) {
    const contentType = told ?? media ?? 'application/octet-stream';
    return { kind: 'file', name, fileName: fileNameFor(name, contentType), contentType };
  }
  const type = told ?? (isRecord(value) || listOf(value).length > 0 ? 'application/json' : undefined);
  return { kind: 'text', name, text: lines(plain(value)), ...(type !== undefined && { contentType: type }) };
}

/** Browsers and JavaScript's FormData write line ends in parts as CRLF (WHATWG HTML, "multipart/form-data"). */
function lines(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

/** A plain file name that says what is in it: `photo.png`. */
function fileNameFor(name: string, contentType: string): string {
  const stem =
    name
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'file';
  const subtype =
    essence(contentType)
      .split('/')[1]
      ?.replace(/^x-|^.*\+/, '') ?? '';
  return `${stem}.${/^[a-z0-9]{1,5}$/.test(subtype) ? subtype : 'bin'}`;
}
