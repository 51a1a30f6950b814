import { expect, test } from 'vitest';
import { defaultTiming, openLink } from '../fence/index.ts';
import { aDocument, anEndpoint, anOwner, ownerPolicy, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  createEndpoint,
  deployEndpoint,
  getDocument,
  getEndpoint,
  listEndpoints,
  loadEndpointRoutes,
  saveDocument,
  saveHandling,
  saveUpstream,
} from './index.ts';

const { uri } = suiteDatabase();

const means = { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy };
const form = { name: 'Orders API', document: aDocument, upstreams: { sandbox: 'http://127.0.0.1:9' } };
const refusal = (code: string, field?: string) =>
  expect.objectContaining(field === undefined ? { code } : { code, field });

test('an endpoint takes its slug from its name and deploys its sandbox at once', async () => {
  const owner = await anOwner();
  const endpoint = await createEndpoint(owner, { ...form, name: 'Zürich Trams (v2)' }, means);
  expect(endpoint).toMatchObject({
    slug: 'zurich-trams-v2',
    sandbox: { deployed: true },
    production: { deployed: false },
  });
  const { fence, ...view } = endpoint;
  expect(fence).toMatchObject({ kind: 'held' });
  expect(await getEndpoint(owner, 'zurich-trams-v2')).toEqual(view);
});

test('only an address that the policy names may publish', async () => {
  const outsider = await anOwner('eve@elsewhere.example');
  await expect(createEndpoint(outsider, form, means)).rejects.toThrow(refusal('forbidden'));
});

test('bad input names its field and writes nothing', async () => {
  const owner = await anOwner();
  const cases: [Partial<typeof form> & { slug?: string }, string, string][] = [
    [{ name: '' }, 'invalid', 'name'],
    [{ slug: 'Not a slug' }, 'invalid', 'slug'],
    [{ slug: '_' }, 'invalid', 'slug'],
    [{ document: 'openapi: 3.1.0\ninfo: [' }, 'document_invalid', 'document'],
    [{ upstreams: { sandbox: 'ftp://x' } }, 'invalid', 'sandboxUpstream'],
    [{ upstreams: { sandbox: 'http://169.254.169.254' } }, 'upstream_forbidden', 'sandboxUpstream'],
  ];
  for (const [fault, code, field] of cases) {
    const given = { slug: 'never-made', ...form, ...fault };
    await expect(createEndpoint(owner, given, means)).rejects.toThrow(refusal(code, field));
  }
  expect(await listEndpoints(owner)).toEqual([]);
});

test('loopback is refused outside of development', async () => {
  const owner = await anOwner();
  const strict = { ...means, allowLoopback: false };
  await expect(createEndpoint(owner, form, strict)).rejects.toThrow(
    refusal('upstream_forbidden', 'sandboxUpstream'),
  );
});

test('a slug is taken once', async () => {
  const owner = await anOwner();
  const { slug } = await anEndpoint(owner);
  await expect(createEndpoint(owner, { ...form, slug }, means)).rejects.toThrow(
    refusal('slug_taken', 'slug'),
  );
});

test('a document fault names the line', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const broken = { endpointId: endpoint.id, document: 'openapi: 3.1.0\npaths: {}', expectedVersion: 1 };
  await expect(saveDocument(owner, broken)).rejects.toThrow(refusal('document_invalid', 'document'));
});

test('a saved document reaches the sandbox, and production when it is deployed', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner, { productionUpstream: 'http://127.0.0.1:9/production' });
  const saved = await saveDocument(owner, {
    endpointId: endpoint.id,
    document: aDocument,
    expectedVersion: endpoint.version,
  });
  expect(saved).toMatchObject({ sandbox: { documentRevision: 2 }, production: { documentRevision: 1 } });
  const deployed = await deployEndpoint(owner, { endpointId: endpoint.id, expectedVersion: saved.version });
  expect(deployed.production).toMatchObject({ deployed: true, documentRevision: 2 });
  expect(await getDocument(owner, endpoint.id, 2)).toMatchObject({ text: aDocument, title: 'Orders API' });
});

test('an old form is a conflict', async () => {
  const owner = await anOwner();
  const { id: endpointId, version } = await anEndpoint(owner);
  await saveDocument(owner, { endpointId, document: aDocument, expectedVersion: version });
  await expect(deployEndpoint(owner, { endpointId, expectedVersion: version })).rejects.toThrow(
    refusal('conflict'),
  );
});

test('upstream headers are sealed at rest and opened for the gateway only', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const view = await saveUpstream(
    owner,
    {
      endpointId: endpoint.id,
      environment: 'sandbox',
      url: 'http://127.0.0.1:9/v2/',
      headers: { Authorization: 'Bearer very-secret' },
      expectedVersion: endpoint.version,
    },
    means,
  );
  expect(JSON.stringify(view)).not.toContain('very-secret');
  const link = await openLink(uri, defaultTiming);
  const loaded = loadEndpointRoutes(link, { ...means, onFault: () => {} }, [endpoint.id]);
  const { value: route } = await loaded.next();
  await link.close();
  expect(route?.sandbox).toMatchObject({
    url: 'http://127.0.0.1:9/v2',
    headers: [['Authorization', 'Bearer very-secret']],
  });
  expect(route).not.toHaveProperty('production');
});

test.each(['X-Collaboration-Key', 'Host', 'Transfer-Encoding', 'bad name'])(
  'the upstream header %s is refused',
  async name => {
    const owner = await anOwner();
    const endpoint = await anEndpoint(owner);
    const given = { endpointId: endpoint.id, environment: 'sandbox' as const, url: 'http://127.0.0.1:9' };
    const save = saveUpstream(owner, { ...given, headers: { [name]: 'x' }, expectedVersion: 1 }, means);
    await expect(save).rejects.toThrow(refusal('invalid', 'headers'));
  },
);

test('a sandbox may be answered from its document, without any upstream', async () => {
  const owner = await anOwner();
  const mocked = { ...form, slug: 'mocked', upstreams: { sandbox: '' }, mockSandbox: true };
  const endpoint = await createEndpoint(owner, mocked, means);
  expect(endpoint.sandbox).toMatchObject({ deployed: true, mock: true });
  expect(await routeOf(endpoint.id)).toMatchObject({ sandbox: { mock: true, documentRevision: 1 } });
  const unmocked = { endpointId: endpoint.id, environment: 'sandbox' as const, mock: false, strict: false };
  await expect(saveHandling(owner, { ...unmocked, expectedVersion: 1 })).rejects.toThrow(
    refusal('invalid', 'mock'),
  );
  const where = { endpointId: endpoint.id, environment: 'sandbox' as const, url: 'http://127.0.0.1:9' };
  await saveUpstream(owner, { ...where, expectedVersion: 1 }, means);
  const saved = await saveHandling(owner, { ...unmocked, expectedVersion: 2 });
  expect(saved.sandbox).toMatchObject({ deployed: true, mock: false });
  expect(saved.fence).toMatchObject({ kind: 'held' });
  expect(await routeOf(endpoint.id)).toMatchObject({ sandbox: { url: 'http://127.0.0.1:9' } });
});

test('strict is set for one environment, by its owner only', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner, { productionUpstream: 'http://127.0.0.1:9/production' });
  const strict = { endpointId: endpoint.id, environment: 'production' as const, mock: false, strict: true };
  const given = { ...strict, expectedVersion: endpoint.version };
  await expect(saveHandling(await anOwner(), given)).rejects.toThrow(refusal('not_found'));
  await expect(saveHandling(owner, { ...given, mock: true })).rejects.toThrow(refusal('invalid', 'mock'));
  const saved = await saveHandling(owner, given);
  expect(saved).toMatchObject({ sandbox: { strict: false }, production: { strict: true } });
  const route = await routeOf(endpoint.id);
  expect(route?.production).toMatchObject({ strict: true });
  expect(route?.sandbox).not.toHaveProperty('strict');
});

async function routeOf(endpointId: string) {
  const link = await openLink(uri, defaultTiming);
  const { value } = await loadEndpointRoutes(link, { ...means, onFault: () => {} }, [endpointId]).next();
  await link.close();
  return value;
}
