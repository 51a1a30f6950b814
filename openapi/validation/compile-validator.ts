import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, Operation } from '../api-document.ts';
import { toPointer } from '../parsing/path-fault.ts';
import { type Located, locate, locateOperation, locateParameters } from './locate.ts';
import { bareType, findMedia, isJson } from './media-type.ts';
import type { Problem } from './problem.ts';
import { type CallParameters, objectOf, readParameter, schemaOf } from './read-parameter.ts';
import { Schemas, type Unusable } from './schemas.ts';

/** `body` is missing when there was none. */
export type CallToCheck = CallParameters & { body?: Uint8Array };
export type AnswerToCheck = { status: number; contentType?: string; body: Uint8Array };

export type Validator = {
  /** What is wrong with a request; nothing when it may be sent. */
  checkRequest(operation: Operation, call: CallToCheck): Problem[];
  /** The same for an answer: for tests, and for owners who want to know whether their API keeps to its document. */
  checkAnswer(operation: Operation, answer: AnswerToCheck): Problem[];
};

/** Every fault at once helps whoever reads it; in a large body counting them all would keep others waiting. */
const thoroughBytes = 16 * 1024;
/** Whatever the document says of them, these are the gateway's and HTTP's (OpenAPI 3.1, "Parameter Object"). */
const notDescribed: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/**
 * Checks requests against a document: path, query, header and cookie parameters, the media type, and bodies of JSON and
 * of URL-encoded forms. Of other bodies only the media type is looked at. Schemas are compiled once, when first needed.
 */
export function compileValidator(document: ApiDocument, unusable: Unusable = () => {}): Validator {
  const schemas = new Schemas(document, unusable);
  return {
    checkRequest(operation, call) {
      const parameters = locateParameters(document, operation).flatMap(each =>
        checkParameter(document, schemas, each, call),
      );
      return [...parameters, ...checkBody(document, schemas, operation, call)];
    },
    checkAnswer: (operation, answer) => checkAnswer(document, schemas, operation, answer),
  };
}

function checkParameter(
  document: ApiDocument,
  schemas: Schemas,
  { part, pointer }: Located<OpenAPIV3_1.ParameterObject>,
  call: CallToCheck,
): Problem[] {
  if (part.in === 'header' && notDescribed.has(part.name.toLowerCase())) return [];
  const base = `/${part.in}${toPointer([part.in === 'header' ? part.name.toLowerCase() : part.name])}`;
  const sent = readParameter(document, part, call);
  if (sent === undefined) return part.required === true ? [{ pointer: base, message: 'is missing' }] : [];
  const [type] = Object.keys(part.content ?? {});
  const schema = type === undefined ? `${pointer}/schema` : `${pointer}/content${toPointer([type])}/schema`;
  if (type === undefined && part.schema === undefined) return [];
  return schemas.check(schema, sent.value, { base, direction: 'request', thoroughness: 'every_fault' });
}

function checkBody(
  document: ApiDocument,
  schemas: Schemas,
  operation: Operation,
  { body, headers }: CallToCheck,
): Problem[] {
  const place = locateOperation(document, operation)?.operation;
  const described = locate<OpenAPIV3_1.RequestBodyObject>(
    document,
    place?.part.requestBody,
    `${place?.pointer}/requestBody`,
  );
  if (described === undefined) return [];
  const { part, pointer } = described;
  if (body === undefined || body.length === 0)
    return part.required === true ? [{ pointer: '/body', message: 'is missing' }] : [];
  const content = part.content ?? {};
  const type = bareType(headers.get('content-type') ?? '');
  const media = findMedia(content, type);
  if (media === undefined) {
    const message = `must be one of ${Object.keys(content).join(', ')}`;
    return [{ pointer: '/header/content-type', message }];
  }
  const schema = content[media]?.schema;
  const read = readBody(document, schema, type, body);
  if (read.kind === 'problem') return [{ pointer: '/body', message: read.message }];
  if (read.kind === 'opaque' || schema === undefined) return [];
  const thoroughness = body.length <= thoroughBytes ? 'every_fault' : 'first_fault';
  const at = `${pointer}/content${toPointer([media])}/schema`;
  return schemas.check(at, read.value, { base: '/body', direction: 'request', thoroughness });
}

type Read = { kind: 'value'; value: unknown } | { kind: 'opaque' } | { kind: 'problem'; message: string };

function readBody(
  document: ApiDocument,
  schema: OpenAPIV3_1.MediaTypeObject['schema'],
  type: string,
  body: Uint8Array,
): Read {
  if (isJson(type)) {
    try {
      return { kind: 'value', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
    } catch {
      return { kind: 'problem', message: 'is not JSON in UTF-8' };
    }
  }
  if (type !== 'application/x-www-form-urlencoded') return { kind: 'opaque' };
  const fields = [...new URLSearchParams(new TextDecoder().decode(body))];
  return { kind: 'value', value: objectOf(document, schemaOf(document, schema), fields) };
}

function checkAnswer(
  document: ApiDocument,
  schemas: Schemas,
  operation: Operation,
  answer: AnswerToCheck,
): Problem[] {
  const place = locateOperation(document, operation)?.operation;
  const responses = place?.part.responses ?? {};
  const family = `${String(answer.status)[0]}XX`;
  const status = [String(answer.status), family, 'default'].find(each => Object.hasOwn(responses, each));
  if (status === undefined)
    return [{ pointer: '/status', message: `${answer.status} is not in the document` }];
  const found = locate<OpenAPIV3_1.ResponseObject>(
    document,
    responses[status],
    `${place?.pointer}/responses/${status}`,
  );
  const content = found?.part.content ?? {};
  if (found === undefined || Object.keys(content).length === 0) return [];
  const type = bareType(answer.contentType ?? '');
  const media = findMedia(content, type);
  if (media === undefined)
    return [{ pointer: '/header/content-type', message: `${type} is not in the document` }];
  const schema = content[media]?.schema;
  const read = readBody(document, schema, type, answer.body);
  if (read.kind === 'problem') return [{ pointer: '/body', message: read.message }];
  if (read.kind === 'opaque' || schema === undefined) return [];
  const at = `${found.pointer}/content${toPointer([media])}/schema`;
  return schemas.check(at, read.value, { base: '/body', direction: 'answer', thoroughness: 'every_fault' });
}
