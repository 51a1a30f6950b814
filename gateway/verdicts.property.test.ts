import { createKeyText, type KeyView, regenerateKey, savePermissions, switchKey } from '@ck/shared/keys';
import { allPermissions } from '@ck/shared/permissions';
import { aKey, anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import fc from 'fast-check';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallShape, expectedVerdict, type KeyVariant } from './testing/oracle.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

const environments = ['sandbox', 'production'] as const;
type Texts = Record<(typeof environments)[number], string>;

let scene: Awaited<ReturnType<typeof startScene>>;
let pool: Pool;
/** One key for every set of permissions, switched on and off: 32 of them, by `name`. */
const keys = new Map<string, Texts>();
const others: Partial<Record<KeyVariant, Texts>> = {};

const name = (active: boolean, held: readonly string[]) => `${active ? 'on' : 'off'} ${held.join(' ')}`;

beforeAll(async () => {
  scene = await startScene();
  pool = new Pool(scene.gateway.address, { connections: 8 });
  for (let mask = 0; mask < 32; mask++) {
    const held = allPermissions.filter((_, bit) => mask & (1 << bit));
    const active = mask < 16;
    const { key, texts } = await aKey(scene.owner, scene.endpoint.id);
    keys.set(name(active, held), texts);
    let last: KeyView = key;
    for (const environment of environments) {
      const form = { keyId: key.id, environment };
      last = await savePermissions(scene.owner, {
        ...form,
        permissions: held,
        expectedVersion: last.version,
      });
      last = await switchKey(scene.owner, { ...form, active });
    }
  }
  const replaced = await aKey(scene.owner, scene.endpoint.id);
  for (const environment of environments) {
    await regenerateKey(scene.owner, { keyId: replaced.key.id, environment }, testSecrets);
  }
  others.replaced = replaced.texts;
  const elsewhere = await anEndpoint(scene.owner);
  others['other endpoint'] = (await aKey(scene.owner, elsewhere.id)).texts;
});

afterAll(async () => {
  await pool.close();
  await scene.close();
});

const segment = fc.stringMatching(/^[a-zA-Z0-9~_!$&'()*+,;=:@-]{1,8}$/);
const encoded = fc.constantFrom('%20', '%C3%A9', '%3F', 'a%25b', '...', '..a', 'a.b');
const pathOf = fc.array(fc.oneof({ weight: 4, arbitrary: segment }, encoded, fc.constant('')), {
  maxLength: 4,
});
const hostile = fc.constantFrom('..', '.', '%2e%2e', '%2E', 'a%2Fb', 'a%5cb', 'a%00b', '.%2e;x', '%zz');
const query = fc.stringMatching(/^[a-zA-Z0-9=&%+/?:@-]{0,20}$/);

const shapes = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
  slug: fc.constantFrom('own', 'own', 'own', 'missing'),
  key: fc.constantFrom<KeyVariant>(
    ...(['known', 'known', 'known', 'known', 'none', 'malformed', 'unknown', 'replaced'] as const),
    ...(['other endpoint', 'in query', 'two'] as const),
  ),
  environment: fc.constantFrom(...environments),
  active: fc.boolean(),
  held: fc.subarray([...allPermissions]),
  bearer: fc.boolean(),
  path: pathOf,
  attack: fc.option(hostile, { freq: 8, nil: undefined }),
  query,
});

type Shape = typeof shapes extends fc.Arbitrary<infer Value> ? Value : never;

function keyTextOf({ key, environment, active, held }: Shape): string {
  if (key === 'unknown') return createKeyText(environment);
  if (key === 'malformed') return `${createKeyText(environment).slice(0, -1)}_`;
  return (others[key] ?? keys.get(name(active, held)))?.[environment] ?? '';
}

function requestOf(shape: Shape) {
  const text = keyTextOf(shape);
  const segments = shape.attack === undefined ? shape.path : [...shape.path, shape.attack, 'x'];
  const rest = segments.map(part => `/${part}`).join('');
  const slug = shape.slug === 'own' ? scene.endpoint.slug : 'no-such-endpoint';
  const search = shape.key === 'in query' ? `${shape.query}&k=${text}` : shape.query;
  const headers: Record<string, string> = {};
  if (shape.key === 'two')
    Object.assign(headers, { 'x-api-key': text, authorization: `Bearer ${createKeyText('sandbox')}` });
  else if (shape.key !== 'none' && shape.key !== 'in query') {
    if (shape.bearer) headers.authorization = `Bearer ${text}`;
    else headers['x-api-key'] = text;
  }
  return { path: `/${slug}${rest}${search === '' ? '' : `?${search}`}`, rest, search, headers };
}

test('10,000 random calls get the verdict of the rules, and what was permitted is what arrives', async () => {
  const property = fc.asyncProperty(shapes, async shape => {
    const { path, rest, search, headers } = requestOf(shape);
    const call: CallShape = { ...shape, hostile: shape.attack !== undefined };
    const expected = expectedVerdict(call);
    const seenBefore = scene.upstream.received.length;
    const answer = await pool.request({ path, method: shape.method as 'GET', headers });
    const body = await answer.body.text();
    const code = answer.statusCode >= 400 && shape.method !== 'HEAD' ? JSON.parse(body).code : '';
    expect({ status: answer.statusCode, code }).toEqual(
      shape.method === 'HEAD' ? { ...expected, code: '' } : expected,
    );
    expect(answer.headers['x-request-id']).toMatch(/^[0-9A-Z]{26}$/);
    const arrived = scene.upstream.received
      .slice(seenBefore)
      .map(({ method, target }) => ({ method, target }));
    const target = `/${shape.environment}${rest}${search === '' ? '' : `?${search}`}`;
    expect(arrived).toEqual(expected.status === 200 ? [{ method: shape.method, target }] : []);
  });
  await fc.assert(property, { numRuns: 10_000 });
}, 120_000);
