import type { ApiDocument, Operation } from '../api-document.ts';
import { headerText, plain } from '../examples/serialize-parameter.ts';
import { exampleOf, namedExamples, nothing } from '../examples/told-example.ts';
import { mediaKind } from '../media-kind.ts';
import { at, mediaTypes, operationObject } from '../operation-parts.ts';
import { recordOf } from '../schema-shape.ts';
import type { Problem } from '../validation/index.ts';
import { chooseMedia } from './choose-media.ts';
import { chooseResponse, hasExample, type Response } from './choose-response.ts';
import { parsePrefer } from './parse-prefer.ts';

/** What a client says about the answer it wants: its headers `Prefer` and `Accept`. */
export type MockWishes = { prefer?: string | undefined; accept?: string | undefined };

export type MockAnswer =
  | { kind: 'answer'; status: number; headers: readonly (readonly [string, string])[]; body: Uint8Array }
  /** The document does not know what was preferred. */
  | { kind: 'refused'; problem: Problem };

type Fields = Readonly<Record<string, unknown>>;

/** What only a server that sends the bytes can say (RFC 9110), and what would act on the gateway's own address. */
const ownHeaders = [
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'trailer',
  'upgrade',
  'set-cookie',
];
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * An answer made of the document's examples, else of its schemas: the lowest success, or the one that `Prefer: code=404`
 * or `Prefer: example=name` (RFC 7240) asks for. What was applied is told in `Preference-Applied`. The same request gets
 * the same answer.
 */
export function mockAnswer(
  document: ApiDocument,
  operation: Operation,
  { prefer, accept }: MockWishes,
): MockAnswer {
  const preferences = parsePrefer(prefer ?? '');
  const code = preferences.get('code');
  const example = preferences.get('example');
  const wishes = { ...(code !== undefined && { code }), ...(example !== undefined && { example }) };
  const responses = recordOf(operationObject(document, operation).responses);
  const choice = chooseResponse(document, responses, wishes);
  if (!choice.ok) return refuse(choice.message);
  const { response } = choice;
  if (example !== undefined && !hasExample(document, response.fields, example)) {
    return refuse(`names no example of the answer ${response.status}`);
  }
  const applied = Object.entries(wishes).map(
    ([name, value]) => `${name}=${token.test(value) ? value : JSON.stringify(value)}`,
  );
  const content = contentOf(document, response, { accept, example });
  const headers = [
    ...responseHeaders(document, response.fields),
    ...(content === undefined ? [] : [['Content-Type', content.type] as const]),
    ...(applied.length === 0
      ? []
      : [['Preference-Applied', applied.join(', ').replace(/[^\t\x20-\x7e]/g, '?')] as const]),
  ];
  return { kind: 'answer', status: response.status, headers, body: content?.body ?? new Uint8Array() };
}

function refuse(message: string): MockAnswer {
  return { kind: 'refused', problem: { pointer: '/header/prefer', message } };
}

function contentOf(
  document: ApiDocument,
  { status, fields }: Response,
  { accept, example }: { accept: string | undefined; example: string | undefined },
): { type: string; body: Uint8Array } | undefined {
  // RFC 9110, 6.4.1: these have none.
  if (status === 204 || status === 205 || status === 304) return undefined;
  const types = mediaTypes(fields).filter(
    ([, media]) => example === undefined || namedExamples(document, media).has(example),
  );
  const chosen = chooseMedia(types, accept);
  if (chosen === undefined) return undefined;
  const [name, media] = chosen;
  const value =
    example === undefined
      ? exampleOf(document, media, 'response')
      : namedExamples(document, media).get(example);
  const type = name
    .replace(/[^\t\x20-\x7e]/g, '')
    .replace(/^\*\/\*/, 'application/json')
    .replace(/\/\*/, '/plain');
  return { type, body: Buffer.from(write(type, value)) };
}

function write(type: string, value: unknown): string {
  const shown = value === nothing ? null : value;
  switch (mediaKind(type)) {
    case 'json':
      return JSON.stringify(shown);
    case 'form':
      return new URLSearchParams(
        Object.fromEntries(Object.entries(recordOf(shown)).map(([name, part]) => [name, plain(part)])),
      ).toString();
    default:
      return plain(shown);
  }
}

function responseHeaders(document: ApiDocument, fields: Fields): [string, string][] {
  return Object.entries(recordOf(fields.headers)).flatMap(([name, node]): [string, string][] => {
    if (!token.test(name) || ownHeaders.includes(name.toLowerCase())) return [];
    const header = at(document, node);
    const value = exampleOf(document, header, 'response');
    return value === nothing ? [] : [[name, headerText({ explode: header.explode === true }, value)]];
  });
}
