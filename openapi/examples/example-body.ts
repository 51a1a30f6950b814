import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';
import { exampleOf } from './given-example.ts';
import { mergeAllOf } from './merge-all-of.ts';
import type { FieldPart, FilePart, RequestBody } from './request.ts';
import { sampleValue } from './sample-value.ts';
import { textOf } from './serialize-parameter.ts';

type Media = OpenAPIV3_1.MediaTypeObject;
type SchemaObject = OpenAPIV3_1.SchemaObject;

/** What people can read and write best comes first. */
const preferred = [
  /^application\/json$/i,
  /^[^/]+\/([^/]+\+)?json$/i,
  /^application\/x-www-form-urlencoded$/i,
  /^multipart\//i,
  /^text\//i,
];

export function exampleBody(
  document: ApiDocument,
  { content = {} }: OpenAPIV3_1.RequestBodyObject,
): RequestBody | undefined {
  const types = Object.keys(content);
  const bare = (type: string) => type.split(';')[0]?.trim() ?? '';
  const type =
    preferred.map(pattern => types.find(each => pattern.test(bare(each)))).find(each => each !== undefined) ??
    types[0];
  const media = type === undefined ? undefined : content[type];
  if (type === undefined || media === undefined) return undefined;
  return bodyOf(document, concrete(bare(type)), media);
}

/** A range such as `image/*` names no type that could be sent. */
function concrete(type: string): string {
  if (!type.includes('*')) return type;
  return type.startsWith('text/')
    ? 'text/plain'
    : type.startsWith('image/')
      ? 'image/png'
      : 'application/octet-stream';
}

function bodyOf(document: ApiDocument, contentType: string, media: Media): RequestBody {
  const value = () => exampleOf(document, media)?.value ?? sampleValue(document, media.schema, 'request');
  if (/[/+]json$/i.test(contentType)) return { kind: 'json', contentType, text: jsonText(value()) };
  if (/^application\/x-www-form-urlencoded$/i.test(contentType))
    return { kind: 'form', contentType, fields: fieldsOf(value()) };
  if (/^multipart\//i.test(contentType))
    return { kind: 'multipart', parts: partsOf(document, media, value()) };
  const schema = resolve<SchemaObject>(document, media.schema);
  const given = exampleOf(document, media)?.value;
  const isText =
    /^text\/|[/+](xml|yaml)$/i.test(contentType) || (typeof given === 'string' && !isBinary(schema));
  if (!isText) return { kind: 'binary', contentType, fileName: 'file.bin' };
  return {
    kind: 'text',
    contentType,
    text: textOf(given ?? sampleValue(document, media.schema ?? { type: 'string' }, 'request')),
  };
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? 'null';
}

/** Repeated for lists; what is deeper is sent as JSON (OpenAPI 3.1, "Encoding Object"). */
function fieldsOf(value: unknown): FieldPart[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    (Array.isArray(item) ? item : [item]).map(each => ({ name, value: textOf(each) })),
  );
}

function partsOf(document: ApiDocument, media: Media, value: unknown): (FieldPart | FilePart)[] {
  const found = resolve<SchemaObject>(document, media.schema);
  const properties = found === undefined ? {} : (mergeAllOf(document, found).properties ?? {});
  return fieldsOf(value).map(part => {
    const property = resolve<SchemaObject>(document, properties[part.name]);
    const items =
      property !== undefined && 'items' in property
        ? resolve<SchemaObject>(document, property.items)
        : undefined;
    if (!isBinary(property) && !isBinary(items)) return part;
    const contentType =
      media.encoding?.[part.name]?.contentType?.split(',')[0]?.trim() ?? 'application/octet-stream';
    return { name: part.name, fileName: 'file.bin', contentType };
  });
}

/** 3.0 says `format: binary`; in 3.1 a file is a schema with a media type and no text of its own. */
function isBinary(schema: SchemaObject | undefined): boolean {
  if (schema === undefined) return false;
  const { format, contentMediaType, contentEncoding } = schema as SchemaObject & {
    contentMediaType?: string;
    contentEncoding?: string;
  };
  return (
    format === 'binary' ||
    (contentMediaType !== undefined && contentEncoding === undefined && !/json|text/.test(contentMediaType))
  );
}
