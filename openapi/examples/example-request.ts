import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, Operation } from '../api-document.ts';
import { operationObject, parametersOf } from '../operations/list-operations.ts';
import { resolve } from '../references.ts';
import { exampleBody } from './example-body.ts';
import { exampleOf } from './given-example.ts';
import { percentEncode } from './percent-encode.ts';
import type { ExampleRequest } from './request.ts';
import { sampleValue } from './sample-value.ts';
import {
  headerText,
  serializeInHeader,
  serializeInPath,
  serializeInQuery,
  textOf,
} from './serialize-parameter.ts';

type Parameter = OpenAPIV3_1.ParameterObject;

/** Headers that are not the caller's to describe (OpenAPI 3.1, "Parameter Object"). */
const notDescribed: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);
/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * A request that the document allows: required parameters and the body, with the document's own examples where it has
 * some. The path is relative to the endpoint; nothing of it needs encoding any more.
 */
export function exampleRequest(document: ApiDocument, operation: Operation): ExampleRequest {
  const parameters = parametersOf(document, operation);
  const valued = parameters
    .filter(({ in: place, required }) => place === 'path' || required === true)
    .map(parameter => ({ parameter, value: valueFor(document, parameter) }));
  const among = (place: string) => valued.filter(({ parameter }) => parameter.in === place);
  const body = resolve(document, operationObject(document, operation)?.requestBody);
  const bodyExample = body === undefined ? undefined : exampleBody(document, body);
  return {
    method: operation.method.toUpperCase(),
    path: fillPath(operation.path, among('path')),
    query: among('query')
      .map(({ parameter, value }) => inQuery(parameter, value))
      .join('&'),
    headers: [...headersOf(among('header')), ...cookieOf(among('cookie'))],
    ...(bodyExample !== undefined && { body: bodyExample }),
  };
}

type Valued = { parameter: Parameter; value: unknown };

function valueFor(document: ApiDocument, parameter: Parameter): unknown {
  const given = exampleOf(document, parameter);
  if (given !== undefined) return given.value;
  const media = Object.values(parameter.content ?? {})[0];
  return sampleValue(document, parameter.schema ?? media?.schema ?? { type: 'string' }, 'request');
}

function fillPath(template: string, valued: readonly Valued[]): string {
  const byName = new Map(valued.map(each => [each.parameter.name, each]));
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const { parameter, value } = byName.get(name) ?? { parameter: undefined, value: 'string' };
    const style = { name, style: parameter?.style ?? 'simple', explode: parameter?.explode ?? false };
    const text =
      parameter?.content === undefined ? serializeInPath(style, value) : percentEncode(textOf(value));
    // An empty part, or one of dots, would be another path (RFC 3986, 5.2.4).
    return text === '' || text === '.' || text === '..' ? 'string' : text;
  });
}

function inQuery(parameter: Parameter, value: unknown): string {
  const { name, style = 'form', explode = style === 'form' } = parameter;
  if (parameter.content !== undefined)
    return `${percentEncode(name)}=${percentEncode(JSON.stringify(value))}`;
  return serializeInQuery({ name, style, explode }, value);
}

function headersOf(valued: readonly Valued[]): [string, string][] {
  return valued
    .filter(({ parameter: { name } }) => token.test(name) && !notDescribed.has(name.toLowerCase()))
    .map(({ parameter: { name, explode = false, content }, value }) => [
      name,
      content === undefined ? serializeInHeader({ explode }, value) : headerText(JSON.stringify(value)),
    ]);
}

function cookieOf(valued: readonly Valued[]): [string, string][] {
  const pairs = valued
    .filter(({ parameter: { name } }) => token.test(name))
    .map(({ parameter: { name }, value }) => `${name}=${percentEncode(textOf(value))}`);
  return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]];
}
