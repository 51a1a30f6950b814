import type { ApiDocument, Operation } from '../api-document.ts';
import { at, mediaTypes, operationObject, operationParameters, type Parameter } from '../operation-parts.ts';
import { recordOf } from '../schema-shape.ts';
import { type Problem, pointerStep, toProblems } from './problem.ts';
import { findMedia, type ReadBody, readBody } from './read-body.ts';
import { decodeText, ParameterReader, type ReadValue } from './read-parameter.ts';
import { SchemaCompiler } from './schema-compiler.ts';

/** A request as it came: nothing is decoded but the path's parameters. */
export type RequestToCheck = {
  params: Readonly<Record<string, string>>;
  /** Without its question mark. */
  query: string;
  header(name: string): string | undefined;
  body: Uint8Array;
};

export type ResponseToCheck = { status: number; contentType?: string; body: Uint8Array };

export type Validator = {
  /** What of the request the document does not allow; empty when nothing. Query parameters it does not name are let be. */
  request(operation: Operation, request: RequestToCheck): Promise<Problem[]>;
  /** What of an answer the document does not promise: its status, content type and body. */
  response(operation: Operation, response: ResponseToCheck): Promise<Problem[]>;
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks requests and answers against a document. An operation's schemas are compiled when it is first called, and kept.
 * Nothing in a document or a request makes a check hang: see `SchemaCompiler`. Formats that nobody knows are let be.
 */
export function compileValidator(document: ApiDocument): Validator {
  return new DocumentValidator(document);
}

class DocumentValidator implements Validator {
  readonly #document: ApiDocument;
  readonly #reader: ParameterReader;
  readonly #requests: SchemaCompiler;
  readonly #responses: SchemaCompiler;
  readonly #parameters = new Map<string, Parameter[]>();

  constructor(document: ApiDocument) {
    this.#document = document;
    this.#reader = new ParameterReader(document);
    this.#requests = new SchemaCompiler(document, 'request');
    this.#responses = new SchemaCompiler(document, 'response');
  }

  async request(operation: Operation, request: RequestToCheck): Promise<Problem[]> {
    const query = request.query
      .split('&')
      .filter(pair => pair !== '')
      .map(toPair);
    const parameters = this.#parametersOf(operation).flatMap(parameter =>
      this.#checkParameter(parameter, this.#read(parameter, request, query)),
    );
    return [...parameters, ...(await this.#checkBody(operation, request))];
  }

  async response(
    operation: Operation,
    { status, contentType = '', body }: ResponseToCheck,
  ): Promise<Problem[]> {
    const responses = recordOf(operationObject(this.#document, operation).responses);
    const name = [String(status), `${Math.floor(status / 100)}XX`, 'default'].find(key =>
      Object.hasOwn(responses, key),
    );
    if (name === undefined)
      return [{ pointer: '/status', message: `${status} is not among the answers of this operation` }];
    const types = mediaTypes(at(this.#document, responses[name]));
    if (types.length === 0 || operation.method === 'head') return [];
    const media = findMedia(types, contentType);
    if (media === undefined)
      return [{ pointer: '/header/content-type', message: 'is not one of the types of this answer' }];
    const read = await readBody(this.#reader, media.schema, contentType, body);
    return this.#problemsOf(read, media, this.#responses);
  }

  /** Path items and parameters are looked up once for each operation. */
  #parametersOf(operation: Operation): Parameter[] {
    const key = `${operation.method} ${operation.path}`;
    let parameters = this.#parameters.get(key);
    if (parameters === undefined) {
      parameters = operationParameters(this.#document, operation);
      this.#parameters.set(key, parameters);
    }
    return parameters;
  }

  #read(
    parameter: Parameter,
    request: RequestToCheck,
    query: readonly (readonly [string, string])[],
  ): ReadValue {
    const { name } = parameter;
    const asItIs = (text: string) => text;
    switch (parameter.in) {
      case 'query':
        return this.#reader.readQuery(parameter, query);
      case 'path':
        return this.#text(
          parameter,
          Object.hasOwn(request.params, name) ? request.params[name] : undefined,
          asItIs,
        );
      case 'header':
        return this.#text(parameter, request.header(name.toLowerCase()), asItIs);
      case 'cookie':
        return this.#text(parameter, cookieOf(request.header('cookie') ?? '', name), decodeText);
    }
  }

  #text(parameter: Parameter, text: string | undefined, decode: (text: string) => string): ReadValue {
    return text === undefined ? undefined : this.#reader.readText(parameter, text, decode);
  }

  #checkParameter(parameter: Parameter, read: ReadValue): Problem[] {
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
    const pointer = `/${parameter.in}${pointerStep(name)}`;
    if (read === undefined) return parameter.required ? [{ pointer, message: 'is missing' }] : [];
    if ('message' in read) return [{ pointer, message: read.message }];
    return toProblems(pointer, this.#requests.checkOf(parameter.schema)(read.value));
  }

  async #checkBody(operation: Operation, request: RequestToCheck): Promise<Problem[]> {
    const requestBody = at(this.#document, operationObject(this.#document, operation).requestBody);
    const types = mediaTypes(requestBody);
    if (request.body.length === 0) {
      return requestBody.required === true ? [{ pointer: '/body', message: 'is missing' }] : [];
    }
    if (types.length === 0) return [];
    const contentType = request.header('content-type') ?? '';
    const media = findMedia(types, contentType);
    if (media === undefined) {
      const known = types
        .map(([type]) => type)
        .join(', ')
        .slice(0, 200);
      return [{ pointer: '/header/content-type', message: `must be one of ${known}` }];
    }
    const read = await readBody(this.#reader, media.schema, contentType, request.body);
    return this.#problemsOf(read, media, this.#requests);
  }

  #problemsOf(read: ReadBody, { schema }: Fields, compiler: SchemaCompiler): Problem[] {
    if (read.kind === 'broken') return [{ pointer: '/body', message: read.message }];
    if (read.kind === 'opaque') return [];
    try {
      return toProblems('/body', compiler.checkOf(schema)(read.value));
    } catch (error) {
      // The stack ends before the nesting does.
      if (error instanceof RangeError) return [{ pointer: '/body', message: 'is nested too deeply' }];
      throw error;
    }
  }
}

function toPair(pair: string): [string, string] {
  const cut = pair.indexOf('=');
  const name = decodeText((cut < 0 ? pair : pair.slice(0, cut)).replaceAll('+', ' '));
  return [name, cut < 0 ? '' : pair.slice(cut + 1)];
}

/** RFC 6265, 4.2.1. */
function cookieOf(header: string, name: string): string | undefined {
  const pair = header.split(/; */).find(one => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
