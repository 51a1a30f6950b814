import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, Operation } from '../api-document.ts';
import { exampleOf } from '../examples/given-example.ts';
import { sampleValue } from '../examples/sample-value.ts';
import { serializeInHeader } from '../examples/serialize-parameter.ts';
import { operationObject } from '../operations/list-operations.ts';
import { resolve } from '../references.ts';
import { bareType, isJson } from '../validation/media-type.ts';
import type { Problem } from '../validation/problem.ts';
import { negotiate } from './negotiate.ts';
import type { Preference } from './prefer.ts';

export type MockAnswer =
  | {
      kind: 'answer';
      status: number;
      headers: [name: string, value: string][];
      body?: { contentType: string; text: string };
    }
  | { kind: 'refused'; problems: Problem[] };

/**
 * An answer as the document describes it: the lowest success, or the status that the caller prefers, with the document's
 * example or a value made from the schema. The same request has the same answer each time; nothing is kept.
 */
export function mockAnswer(
  document: ApiDocument,
  operation: Operation,
  wish: Preference & { accept?: string },
): MockAnswer {
  const responses = operationObject(document, operation)?.responses ?? {};
  const chosen = chooseStatus(Object.keys(responses), wish.code);
  if (chosen === undefined) {
    const known = Object.keys(responses).join(', ');
    return refused(`The document has no answer ${wish.code} for this operation; it has ${known || 'none'}.`);
  }
  const response = resolve<OpenAPIV3_1.ResponseObject>(document, responses[chosen.key]);
  const headers = headersOf(document, response);
  const content = response?.content ?? {};
  if (wish.example !== undefined)
    return namedExample(document, content, { ...chosen, headers }, wish.example);
  const type = negotiate(writable(document, content), wish.accept);
  const media = type === undefined ? undefined : content[type];
  if (type === undefined || media === undefined) return { kind: 'answer', status: chosen.status, headers };
  const value = exampleOf(document, media)?.value ?? sampleValue(document, media.schema, 'answer');
  return { kind: 'answer', status: chosen.status, headers, body: bodyOf(type, value) };
}

const refused = (message: string): MockAnswer => ({
  kind: 'refused',
  problems: [{ pointer: '/header/prefer', message }],
});

function chooseStatus(
  keys: readonly string[],
  code: string | undefined,
): { key: string; status: number } | undefined {
  if (code !== undefined) {
    const key = [code, `${code[0]}XX`, 'default'].find(each => keys.includes(each));
    return key === undefined || !/^[1-5]\d\d$/.test(code) ? undefined : { key, status: Number(code) };
  }
  const success =
    keys.filter(key => /^2\d\d$/.test(key)).sort()[0] ?? keys.find(key => key.toUpperCase() === '2XX');
  const key = success ?? (keys.includes('default') ? 'default' : keys.toSorted()[0]);
  if (key === undefined) return { key: '', status: 200 };
  return {
    key,
    status: /^\d{3}$/.test(key) ? Number(key) : /^[1-5]XX$/i.test(key) ? Number(`${key[0]}00`) : 200,
  };
}

type Content = Readonly<Record<string, OpenAPIV3_1.MediaTypeObject>>;

/** Types that can be written: JSON from any schema, others from a text that the document gives. */
function writable(document: ApiDocument, content: Content): string[] {
  const types = Object.keys(content);
  const able = types.filter(type => {
    const media = content[type];
    return (
      isJson(bareType(type)) ||
      bareType(type).startsWith('text/') ||
      (media !== undefined && typeof exampleOf(document, media)?.value === 'string')
    );
  });
  return able.length > 0 ? able : types;
}

function namedExample(
  document: ApiDocument,
  content: Content,
  { status, headers }: { status: number; headers: [string, string][] },
  name: string,
): MockAnswer {
  for (const [type, media] of Object.entries(content)) {
    const example = exampleOf(document, media, name);
    if (example !== undefined) return { kind: 'answer', status, headers, body: bodyOf(type, example.value) };
  }
  const known = Object.values(content).flatMap(media => Object.keys(media.examples ?? {}));
  return refused(
    `The answer ${status} has no example "${name.slice(0, 100)}"; it has ${known.join(', ') || 'none by name'}.`,
  );
}

function bodyOf(type: string, value: unknown): { contentType: string; text: string } {
  const contentType = type.includes('*') ? 'application/json' : type;
  const isText = typeof value === 'string' && !isJson(bareType(contentType));
  return { contentType, text: isText ? value : (JSON.stringify(value) ?? 'null') };
}

/** Those that the document describes; framing and type are the gateway's. */
function headersOf(
  document: ApiDocument,
  response: OpenAPIV3_1.ResponseObject | undefined,
): [string, string][] {
  return Object.entries(response?.headers ?? {}).flatMap(([name, node]): [string, string][] => {
    const header = resolve<OpenAPIV3_1.HeaderObject>(document, node);
    if (header === undefined || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || notOurs.test(name)) return [];
    const value =
      exampleOf(document, header as OpenAPIV3_1.MediaTypeObject)?.value ??
      sampleValue(document, header.schema as never, 'answer');
    return [[name, serializeInHeader({ explode: false }, value)]];
  });
}

const notOurs =
  /^(content-(type|length|encoding)|transfer-encoding|connection|set-cookie|x-request-id|date)$/i;
