import { expect, test } from 'vitest';
import { z } from 'zod';
import { environments } from './order.ts';
import { type Answer, startApi } from './testing.ts';
import { at, document, documentText, entries, followed, type Json } from './testing-document.ts';

const operations = entries(at(document, 'paths')).flatMap(([path, methods]) =>
  entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

const name = (operation: Json) => String(at(operation, 'operationId'));

/** Sends an operation as its own examples say it. */
async function callByExample(path: string, method: string, operation: Json, call: Call): Promise<Answer> {
  const parameters = at(operation, 'parameters');
  const all = Array.isArray(parameters) ? parameters : [];
  const given = all.map(parameter => ({
    in: at(parameter, 'in'),
    name: String(at(parameter, 'name')),
    example: at(parameter, 'example'),
  }));
  const query = new URLSearchParams();
  let filled = path;
  for (const parameter of given) {
    if (parameter.example === undefined) continue;
    if (parameter.in === 'path') filled = filled.replace(`{${parameter.name}}`, String(parameter.example));
    const values = Array.isArray(parameter.example) ? parameter.example : [parameter.example];
    if (parameter.in === 'query') for (const value of values) query.append(parameter.name, String(value));
  }
  const [type, media] = entries(at(operation, 'requestBody', 'content'))[0] ?? [];
  const [[, example] = []] = entries(at(media, 'examples'));
  const body = at(media, 'example') ?? at(example, 'value');
  const sent = type === undefined ? {} : { body, headers: { 'Content-Type': type } };
  return call(`${method} ${filled}${query.size > 0 ? `?${query}` : ''}`, sent);
}

type Call = Awaited<ReturnType<typeof startApi>>['call'];

/** The schema with every reference followed, as zod reads it. */
function zodOf(schema: Json | undefined): z.ZodType {
  const whole = JSON.parse(JSON.stringify(schema, (_, value) => followed(value)));
  return z.fromJSONSchema(whole);
}

function expectDeclared(answer: Answer, operation: Json): void {
  const response = at(operation, 'responses', String(answer.status));
  expect(response, `${name(operation)} declares ${answer.status}`).toBeDefined();
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type === '') return expect(at(response, 'content')).toBeUndefined();
  const media = at(response, 'content', type);
  expect(media, `${name(operation)} declares ${type}`).toBeDefined();
  if (type.endsWith('json')) zodOf(at(media, 'schema')).parse(answer.body);
}

test('the document has the operations of the server, each told apart and described', () => {
  expect(operations.map(({ operation }) => name(operation)).sort()).toEqual(
    'addOrderItem createOrder deleteOrder exportOrders getCustomer getOrder listCustomers listOrderItems listOrders replaceOrder streamOrderEvents updateOrder'.split(
      ' ',
    ),
  );
  for (const { operation } of operations) {
    expect(at(operation, 'summary')).toEqual(expect.any(String));
    expect(at(operation, 'tags')).toHaveLength(1);
  }
});

test('every reference in the document leads somewhere', () => {
  for (const [, reference = ''] of documentText.matchAll(/\$ref: '#\/([^']+)'/g)) {
    expect(at(document, ...reference.split('/')), reference).toBeDefined();
  }
});

test('every example of a body fits its own schema', () => {
  const contents = operations.flatMap(({ operation }) => [
    at(operation, 'requestBody', 'content'),
    ...entries(at(operation, 'responses')).map(([, response]) => at(response, 'content')),
  ]);
  const media = contents.flatMap(content => entries(content).map(([, each]) => each));
  const examples = media.flatMap(each =>
    [
      ...[at(each, 'example')].filter(example => example !== undefined),
      ...entries(at(each, 'examples')).map(([, example]) => at(example, 'value')),
    ].map(example => ({ example, schema: at(each, 'schema') })),
  );
  expect(examples.length).toBeGreaterThan(40);
  for (const { example, schema } of examples) zodOf(schema).parse(example);
});

const called = operations.filter(({ operation }) => name(operation) !== 'streamOrderEvents');
const cases = environments.flatMap(environment =>
  called.map(({ operation, ...where }) => ({ environment, ...where, operation, id: name(operation) })),
);

test.each(cases)('$id, sent as its examples say, succeeds in $environment as declared', async given => {
  const { call } = await startApi();
  const inEnvironment: Call = (line, sent) => call(line, { ...sent, environment: given.environment });
  const answer = await callByExample(given.path, given.method, given.operation, inEnvironment);
  expect(answer.status).toBeLessThan(300);
  expectDeclared(answer, given.operation);
});

test.each(cases.slice(0, called.length))(
  '$id answers faults as declared',
  async ({ path, method, operation }) => {
    const { call } = await startApi();
    const line = `${method} ${path.replace('{orderId}', 'ord_01M7WR7CG0B1A0P963ZFTMF6TP')}`;
    const writes = at(operation, 'requestBody') !== undefined;
    const answers = writes
      ? [
          await call(line, { body: '{' }),
          await call(line, { body: { unknown: 1 } }),
          await call(line, { body: {}, headers: { 'Content-Type': 'text/plain' } }),
        ]
      : [await call(`${line}?limit=x&status=x&country=x`)];
    for (const answer of answers) expectDeclared(answer, operation);
    expect(answers.map(({ status }) => status)).not.toContain(405);
  },
);

test('the stream of events answers with the declared content', async () => {
  const { server } = await startApi();
  const stop = new AbortController();
  const answer = await fetch(`${server.address}/sandbox/orders/events`, { signal: stop.signal });
  const operation = at(document, 'paths', '/orders/events', 'get');
  expect(at(operation, 'responses', '200', 'content', 'text/event-stream')).toBeDefined();
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  stop.abort();
});
