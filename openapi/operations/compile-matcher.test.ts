import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiDocument } from '../api-document.ts';
import { compileMatcher } from './compile-matcher.ts';

function documentOf(...lines: string[]): ApiDocument {
  const paths: Record<string, Record<string, object>> = {};
  for (const line of lines) {
    const [method = '', path = ''] = line.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId: line } };
  }
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths } as ApiDocument;
}

const matched = (document: ApiDocument, line: string) => {
  const [method = '', path = ''] = line.split(' ');
  return compileMatcher(document)(method, path);
};

test('the most concrete path wins, whatever the order of the document', () => {
  const lines = ['GET /pets/{id}', 'GET /pets/mine', 'GET /pets/{id}.json', 'GET /{kind}/mine'];
  for (const order of [lines, lines.toReversed()]) {
    const document = documentOf(...order);
    expect(matched(document, 'GET /pets/mine')?.operation.id).toBe('GET /pets/mine');
    expect(matched(document, 'GET /pets/7')).toMatchObject({
      operation: { id: 'GET /pets/{id}' },
      params: { id: '7' },
    });
    expect(matched(document, 'GET /pets/7.json')).toMatchObject({ params: { id: '7' } });
    expect(matched(document, 'GET /cats/mine')).toMatchObject({ params: { kind: 'cats' } });
    expect(matched(document, 'GET /cats/other')).toBeUndefined();
  }
});

test('a path that fits better but lacks the method does not hide the one that has it', () => {
  const document = documentOf('GET /pets/mine', 'DELETE /pets/{id}');
  expect(matched(document, 'DELETE /pets/mine')).toMatchObject({ params: { id: 'mine' } });
  expect(matched(document, 'PUT /pets/mine')).toBeUndefined();
});

test('HEAD is answered by GET; an end with a slash is another path; an empty part is no parameter', () => {
  const document = documentOf('GET /pets/{id}');
  expect(matched(document, 'HEAD /pets/7')?.operation.method).toBe('get');
  expect(matched(document, 'GET /pets/7/')).toBeUndefined();
  expect(matched(document, 'GET /pets/')).toBeUndefined();
});

test('percent-encoding is undone in texts and parameters, once', () => {
  const document = documentOf('GET /caf%C3%A9/{name}', 'GET /v{major}-{minor}/x');
  expect(matched(document, 'GET /caf\u00e9/a%20b')?.params.name).toBe('a b');
  expect(matched(document, 'GET /caf%c3%a9/%2541')?.params.name).toBe('%41');
  expect(matched(document, 'GET /caf%C3%A9/%E0%A4')?.params.name).toBe('%E0%A4');
  expect({ ...matched(document, 'GET /v1-2-3/x')?.params }).toEqual({ major: '1', minor: '2-3' });
});

test('names of JavaScript are names', () => {
  const document = documentOf('GET /{__proto__}', 'GET /a/constructor');
  expect(Object.entries(matched(document, 'GET /x')?.params ?? {})).toEqual([['__proto__', 'x']]);
  expect(matched(document, 'GET /a/constructor')?.operation.id).toBe('GET /a/constructor');
  expect(matched(document, 'GET /a/toString')).toBeUndefined();
});

// Two paths that differ only in the names of their parameters are one path (OpenAPI 3.1, "Paths Object").
const shape = (template: string) => template.replace(/\{[^}]*\}/g, '{}');

/** The same rule, obvious and slow: every template as an expression, the most concrete of those that fit. */
function oracle(document: ApiDocument, method: string, path: string): string | undefined {
  const segments = path.split('/').slice(1);
  const rank = (segment: string) => {
    if (!segment.includes('{')) return 0;
    if (/^\{[^}]*\}$/.test(segment)) return 2;
    return 1 + 1 / (2 + segment.replace(/\{[^}]*\}/g, '').length);
  };
  const fits = (template: string) => {
    const source = template.replace(/[.-]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+');
    return new RegExp(`^${source}$`).test(path) && template.split('/').length - 1 === segments.length;
  };
  const compare = (a: string, b: string) => {
    const [left, right] = [a, b].map(template => template.split('/').slice(1).map(rank));
    for (let at = 0; at < segments.length; at++) {
      const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
      if (difference !== 0) return difference;
      const [one = '', other = ''] = [a, b].map(template => shape(template.split('/')[at + 1] ?? ''));
      const parameters = one.split('{}').length - other.split('{}').length;
      if (one !== other) return parameters || (one < other ? -1 : 1);
    }
    return 0;
  };
  const found = Object.entries(document.paths ?? {})
    .filter(([template, item]) => item !== undefined && method in item && fits(template))
    .map(([template]) => template);
  return found.sort(compare)[0];
}

test('the tree agrees with a slow and obvious oracle', () => {
  const template = fc
    .array(fc.constantFrom('a', 'b', 'a.json', '{p}', '{q}', '{p}.json', 'a{p}', '{p}-{q}'), {
      minLength: 1,
      maxLength: 4,
    })
    .map(parts => `/${parts.join('/')}`);
  const path = fc
    .array(fc.constantFrom('a', 'b', 'a.json', 'ab', 'x-y', 'x-y-z', 'a-b.json'), {
      minLength: 1,
      maxLength: 4,
    })
    .map(parts => `/${parts.join('/')}`);
  const templates = fc.uniqueArray(template, { selector: shape, minLength: 1, maxLength: 12 });
  const method = fc.constantFrom('get', 'post');
  fc.assert(
    fc.property(templates, fc.infiniteStream(method), path, method, (some, methods, asked, wanted) => {
      const document = documentOf(...some.map(each => `${methods.next().value} ${each}`));
      const found = compileMatcher(document)(wanted, asked)?.operation.path;
      expect(found).toBe(oracle(document, wanted, asked));
    }),
    { numRuns: 2_000 },
  );
}, 60_000);
