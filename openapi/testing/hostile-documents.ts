import fc from 'fast-check';
import type { ApiDocument, Operation } from '../api-document.ts';
import { hostileTexts } from './hostile-texts.ts';

export type HostileCase = {
  document: ApiDocument;
  operation: Operation;
  /** What the sample is to send, before any encoding. */
  meant: { path: string; query: [string, string][]; header: string; body: HostileBody };
};

type HostileBody =
  | { kind: 'json' | 'form' | 'multipart'; value: Record<string, string> }
  | { kind: 'text'; text: string }
  | { kind: 'binary' };

const methods = ['post', 'put', 'patch', 'delete'] as const;
const kinds = ['json', 'form', 'multipart', 'text', 'binary'] as const;
const types = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain; charset=utf-8',
  binary: 'application/octet-stream',
};

/** Documents whose examples are attacks: each text of the list in each place at least once, and random ones besides. */
export function hostileCases(count: number, canary: string): HostileCase[] {
  const list = hostileTexts(canary);
  const random = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), {
    numRuns: count,
    seed: 42,
  });
  return Array.from({ length: count }, (_, at) => {
    const text = (shift: number) => list[(at + shift * 7) % list.length] ?? '';
    const names = [text(3), at % 2 === 0 ? text(4) : (random[at] ?? '')];
    const value = Object.fromEntries(names.map((name, index) => [`n ${name}`, text(5 + index)]));
    const kind = kinds[at % kinds.length] ?? 'json';
    return hostileCase(at, {
      path: text(0),
      query: [
        [text(1), random[at] ?? ''],
        ['q', text(6)],
      ],
      header: text(2),
      body:
        kind === 'binary'
          ? { kind }
          : kind === 'text'
            ? { kind, text: text(5) + (at % 4 === 0 ? '\0' : '') }
            : { kind, value: at % 3 === 0 ? { ...value, 'nul\0': `a\0${random[at]}` } : value },
    });
  });
}

function hostileCase(at: number, meant: HostileCase['meant']): HostileCase {
  const method = methods[at % methods.length] ?? 'post';
  const path = `/case ${at}'s/{id}`;
  const example = exampleOf(meant);
  const document: ApiDocument = {
    openapi: '3.1.0',
    info: { title: 'Hostile', version: '1' },
    paths: {
      [path]: {
        [method]: {
          parameters: [
            { name: 'id', in: 'path', required: true, example: meant.path },
            ...meant.query.map(([name, example]) => ({ name, in: 'query', example })),
            { name: 'X-Text', in: 'header', example: meant.header },
            { name: 'X-Empty', in: 'header', example: '' },
          ],
          requestBody: { content: { [types[meant.body.kind]]: { example, schema: { properties } } } },
          responses: {},
        },
      },
    },
  };
  return { document, operation: { id: `case${at}`, method, path, tags: [], deprecated: false }, meant };
}

/** Besides texts, a multipart body has a file, and a part that is JSON. */
const properties = { photo: { type: 'string', format: 'binary' }, meta: { type: 'object' } } as const;

function exampleOf({ body, header }: HostileCase['meant']): unknown {
  switch (body.kind) {
    case 'multipart':
      return { ...body.value, photo: 'a file', meta: { text: header } };
    case 'text':
      return body.text;
    case 'binary':
      return undefined;
    default:
      return body.value;
  }
}
