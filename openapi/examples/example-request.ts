import type { ApiDocument, Operation } from '../api-document.ts';
import { essence } from '../media-kind.ts';
import { at, mediaTypes, operationObject, operationParameters, type Parameter } from '../operation-parts.ts';
import { type ExampleBody, exampleBody } from './example-body.ts';
import {
  encodeStrictly,
  fieldValue,
  headerText,
  pathText,
  plain,
  queryPairs,
} from './serialize-parameter.ts';
import { exampleOf, nothing } from './told-example.ts';

/** One request, ready to be sent to a server's base URL; it carries no key. */
export type ExampleRequest = {
  /** In upper case. */
  method: string;
  /** Begins with a slash; filled in and percent-encoded. */
  path: string;
  /** Percent-encoded, without its question mark; empty when there is none. */
  query: string;
  headers: readonly (readonly [string, string])[];
  body: ExampleBody;
};

/** RFC 9110, 5.6.2: what a header's name is made of. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * A request that the document calls valid, from its examples where it has some, else from its schemas. Optional query
 * and header parameters are shown only where the document gives them a value. The same document gives the same request.
 */
export function exampleRequest(document: ApiDocument, operation: Operation): ExampleRequest {
  const values = new Map<Parameter, unknown>();
  for (const parameter of operationParameters(document, operation)) {
    const value = parameterValue(document, parameter);
    if (value !== nothing) values.set(parameter, value);
  }
  const inPlace = (place: Parameter['in']) => [...values].filter(([parameter]) => parameter.in === place);
  const cookies = inPlace('cookie').flatMap(([parameter, value]) => queryPairs(parameter, value));
  const { requestBody } = operationObject(document, operation);
  const bodiless = ['get', 'head', 'trace', 'options'].includes(operation.method);
  return {
    method: operation.method.toUpperCase(),
    path: fillPath(
      operation.path,
      new Map(inPlace('path').map(([parameter, value]) => [parameter.name, pathText(parameter, value)])),
    ),
    query: inPlace('query')
      .flatMap(([parameter, value]) => queryPairs(parameter, value))
      .join('&'),
    headers: [
      ...inPlace('header')
        .filter(([{ name }]) => token.test(name))
        .map(([parameter, value]) => [parameter.name, headerText(parameter, value)] as const),
      ...(cookies.length > 0 ? [['Cookie', fieldValue(cookies.join('; '))] as const] : []),
    ],
    // fetch refuses to send one with GET, and RFC 9110 (9.3.1) gives it no meaning.
    body: bodiless ? { kind: 'none' } : exampleBody(document, requestBody),
  };
}

/**
 * The operation's parameters, those of its path too, with references followed and a value for each that must be filled in:
 * so a form of them can be sent as it stands.
 */
export function exampleParameters(document: ApiDocument, operation: Operation): Record<string, unknown>[] {
  return operationParameters(document, operation).map(parameter => {
    const { required, fields } = parameter;
    if (!required || fields.example !== undefined || fields.examples !== undefined) return { ...fields };
    const value = parameterValue(document, parameter);
    return value === nothing ? { ...fields } : { ...fields, example: value };
  });
}

/**
 * The operation's request body, with one content type before the others and one example in place of its own; without
 * examples when there is none. For a form that is filled with what was sent before.
 * @returns undefined when the operation takes no body of this type
 */
export function requestBodyWith(
  document: ApiDocument,
  operation: Operation,
  { contentType, example }: { contentType: string; example?: unknown },
): Record<string, unknown> | undefined {
  const body = at(document, operationObject(document, operation).requestBody);
  const all = mediaTypes(body);
  const chosen = all.find(([type]) => essence(type) === essence(contentType));
  if (chosen === undefined) return undefined;
  const { example: _example, examples: _examples, ...media } = chosen[1];
  const filled = { ...media, ...(example !== undefined && { example }) };
  const others = all.filter(each => each !== chosen);
  return { ...body, content: Object.fromEntries([[chosen[0], filled], ...others]) };
}

function parameterValue(document: ApiDocument, parameter: Parameter): unknown {
  const { required, fields, contentType } = parameter;
  const told = fields.example !== undefined || fields.examples !== undefined;
  if (!required && !told) return nothing;
  const value = exampleOf(document, fields, 'request');
  if (value === nothing) return required ? 'value' : nothing;
  return contentType === undefined ? value : plain(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A path parameter that the document forgot to describe shows its own name. */
function fillPath(template: string, texts: ReadonlyMap<string, string>): string {
  return template
    .split(/(\{[^{}/]+\})/)
    .map(part => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name !== undefined) return texts.get(name) ?? encodeStrictly(name);
      return part.split('/').map(literal).join('/');
    })
    .join('');
}

/** What a template says outside of its braces may be encoded already: `%` stays where it begins an escape. */
function literal(text: string): string {
  return text
    .split(/(%[0-9A-Fa-f]{2}|[:@!$&+,;=])/)
    .map((part, at) => (at % 2 === 1 ? part : encodeStrictly(part)))
    .join('');
}
