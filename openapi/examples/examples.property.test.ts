import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiDocument, Operation } from '../api-document.ts';
import { plainSchemas, satisfiableSchemas } from '../testing/arbitrary-schemas.ts';
import { asReceived } from '../testing/check-example.ts';
import { compileValidator } from '../validation/index.ts';
import { exampleParameters, exampleRequest } from './index.ts';

type Schema = Record<string, unknown>;

const operation: Operation = { id: 'x', method: 'post', path: '/x/{id}', tags: [], deprecated: false };

function documentOf(parameters: object[], requestBody?: object): ApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/x/{id}': { post: { parameters, requestBody, responses: {} } } },
  } as unknown as ApiDocument;
}

const body = (type: string, schema: Schema) => ({ required: true, content: { [type]: { schema } } });

test('an example made of any schema that can be satisfied is valid by that schema', async () => {
  await fc.assert(
    fc.asyncProperty(satisfiableSchemas, async schema => {
      const document = documentOf([], body('application/json', schema));
      const request = exampleRequest(document, operation);
      expect(request.body.kind).toBe('json');
      expect(await compileValidator(document).request(operation, asReceived(operation, request))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('an example of parameters, in every place and style, is read back as valid', async () => {
  const styles = fc.constantFrom(
    { in: 'path', style: 'simple' },
    { in: 'path', style: 'label' },
    { in: 'path', style: 'matrix' },
    { in: 'query', style: 'form' },
    { in: 'query', style: 'spaceDelimited', explode: false },
    { in: 'query', style: 'pipeDelimited', explode: false },
    { in: 'query', style: 'deepObject' },
    { in: 'header', style: 'simple' },
  );
  const shapes = fc.oneof(
    plainSchemas,
    plainSchemas.map((items): Schema => ({ type: 'array', items, minItems: 1 })),
    fc
      .tuple(plainSchemas, plainSchemas)
      .map(([a, b]): Schema => ({ type: 'object', properties: { a, b }, required: ['a', 'b'] })),
  );
  await fc.assert(
    fc.asyncProperty(styles, fc.boolean(), shapes, async (style, explode, schema) => {
      fc.pre(style.style !== 'deepObject' || schema.type === 'object');
      // A separator inside of a value cannot be told from one between values (OpenAPI 3.1.1, appendix E).
      fc.pre(!/date|time|uri|email|pattern|hostname|ip|pointer|regex|number/.test(JSON.stringify(schema)));
      // Neither can an array of nothing but an empty text be told from an empty array.
      fc.pre(!(schema.type === 'array' && JSON.stringify(schema).includes('"maxLength":0}')));
      const document = documentOf([{ name: 'id', required: true, explode, schema, ...style }]);
      const request = asReceived(operation, exampleRequest(document, operation));
      expect(await compileValidator(document).request(operation, request)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('an example of a form is read back as valid', async () => {
  const fields = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), plainSchemas, {
    minKeys: 1,
    maxKeys: 4,
  });
  await fc.assert(
    fc.asyncProperty(fields, async properties => {
      const schema = { type: 'object', properties, required: Object.keys(properties) };
      const document = documentOf([], body('application/x-www-form-urlencoded', schema));
      const request = asReceived(operation, exampleRequest(document, operation));
      expect(await compileValidator(document).request(operation, request)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('examples of any data in place of a schema neither throw nor hang', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (schema, parameter) => {
      const document = documentOf(
        [{ name: 'a', in: 'query', required: true, schema: parameter }],
        body('application/json', schema as Schema),
      );
      const request = exampleRequest(document, operation);
      await compileValidator(document).request(operation, asReceived(operation, request));
    }),
    { numRuns: 300 },
  );
});

test('a form of an operation’s parameters has a value wherever one must be', () => {
  const parameters = [
    { name: 'told', in: 'query', required: true, example: 'a' },
    { name: 'made', in: 'query', required: true, schema: { type: 'integer', minimum: 3 } },
    { name: 'free', in: 'query', schema: { type: 'integer' } },
  ];
  const shown = exampleParameters(documentOf(parameters), operation);
  expect(shown.map(({ name, example }) => [name, example])).toEqual([
    ['told', 'a'],
    ['made', 3],
    ['free', undefined],
  ]);
});
