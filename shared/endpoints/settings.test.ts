import { expect, test } from 'vitest';
import { defaultTiming, openLink } from '../fence/index.ts';
import { anEndpoint, anOwner, ownerPolicy, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  addOwner,
  getEndpoint,
  listActivity,
  listOwners,
  listUpstreamHeaders,
  loadEndpointRoutes,
  removeOwner,
  removeUpstreamHeader,
  saveAllowedOrigins,
  saveUpstreamHeader,
} from './index.ts';

const { uri } = suiteDatabase();
const refusal = (code: string, field?: string) =>
  expect.objectContaining(field === undefined ? { code } : { code, field });

async function routeOf(endpointId: string) {
  const link = await openLink(uri, defaultTiming);
  const loaded = loadEndpointRoutes(link, { ...testSecrets, onFault: () => {} }, [endpointId]);
  const { value } = await loaded.next();
  await link.close();
  return value;
}

test('an owner who is added owns the endpoint, one who is removed does not', async () => {
  const owner = await anOwner();
  const { id: endpointId, slug, version } = await anEndpoint(owner);
  const added = await addOwner(
    owner,
    { endpointId, email: ' Lee@Harbor.example', expectedVersion: version },
    { ownerPolicy },
  );
  const lee = await anOwner('lee@harbor.example');
  expect((await getEndpoint(lee, slug)).id).toBe(endpointId);
  const [first, second] = await listOwners(lee, endpointId);
  expect(second?.email).toBe('lee@harbor.example');
  const form = { endpointId, expectedVersion: added.version };
  await removeOwner(lee, { ...form, accountId: first?.id ?? '' });
  await expect(getEndpoint(owner, slug)).rejects.toThrow(refusal('not_found'));
  const [event] = await listActivity(lee, { endpointId, limit: 1 });
  expect(event?.after).toEqual({ owners: ['lee@harbor.example'] });
});

test('the last owner cannot go, whoever else left meanwhile', async () => {
  const owner = await anOwner();
  const { id: endpointId, version } = await anEndpoint(owner);
  const [only] = await listOwners(owner, endpointId);
  const alone = { endpointId, accountId: only?.id ?? '', expectedVersion: version };
  await expect(removeOwner(owner, alone)).rejects.toThrow(refusal('invalid'));
  const email = 'max@harbor.example';
  const added = await addOwner(owner, { endpointId, email, expectedVersion: version }, { ownerPolicy });
  const [one, two] = await listOwners(owner, endpointId);
  const max = await anOwner(email);
  const form = { endpointId, expectedVersion: added.version };
  const both = await Promise.allSettled([
    removeOwner(owner, { ...form, accountId: two?.id ?? '' }),
    removeOwner(max, { ...form, accountId: one?.id ?? '' }),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('nobody is made an owner whom the administrator did not allow, and nobody twice', async () => {
  const owner = await anOwner('ada@harbor.example');
  const { id: endpointId, version: expectedVersion } = await anEndpoint(owner);
  for (const email of ['eve@elsewhere.example', 'ada@harbor.example', 'no address']) {
    const adding = addOwner(owner, { endpointId, email, expectedVersion }, { ownerPolicy });
    await expect(adding).rejects.toThrow(refusal('invalid', 'email'));
  }
  const stranger = await anOwner();
  const form = { endpointId, email: 'new@harbor.example', expectedVersion };
  await expect(addOwner(stranger, form, { ownerPolicy })).rejects.toThrow(refusal('not_found'));
});

test('origins reach the gateway as browsers write them; none means any', async () => {
  const owner = await anOwner();
  const { id: endpointId, version } = await anEndpoint(owner);
  const origins = ['https://Shop.Example:443/', 'https://shop.example', 'http://localhost:5173'];
  const saved = await saveAllowedOrigins(owner, { endpointId, origins, expectedVersion: version });
  const written = ['https://shop.example', 'http://localhost:5173'];
  expect(saved.allowedOrigins).toEqual(written);
  expect((await routeOf(endpointId))?.allowedOrigins).toEqual(written);
  await saveAllowedOrigins(owner, { endpointId, origins: [], expectedVersion: saved.version });
  expect((await routeOf(endpointId))?.allowedOrigins).toBe('*');
});

test.each([
  'shop.example',
  'https://a.example/path',
  'https://u:p@a.example',
  'ftp://a.example',
  'https://*.a.example',
])('%s is no origin', async origin => {
  const owner = await anOwner();
  const { id: endpointId, version } = await anEndpoint(owner);
  const saving = saveAllowedOrigins(owner, { endpointId, origins: [origin], expectedVersion: version });
  await expect(saving).rejects.toThrow(refusal('invalid', 'origins'));
});

test('headers are added, replaced and removed one at a time; values go to the gateway and nowhere else', async () => {
  const owner = await anOwner();
  const { id: endpointId, version } = await anEndpoint(owner);
  const form = { endpointId, environment: 'sandbox' as const };
  const first = await saveUpstreamHeader(
    owner,
    { ...form, name: 'Authorization', value: 'Bearer one-secret', expectedVersion: version },
    testSecrets,
  );
  const second = await saveUpstreamHeader(
    owner,
    { ...form, name: 'X-Tenant', value: 'harbor', expectedVersion: first.version },
    testSecrets,
  );
  const third = await saveUpstreamHeader(
    owner,
    { ...form, name: 'authorization', value: 'Bearer two-secret', expectedVersion: second.version },
    testSecrets,
  );
  expect((await routeOf(endpointId))?.sandbox).toMatchObject({
    headers: [
      ['authorization', 'Bearer two-secret'],
      ['X-Tenant', 'harbor'],
    ],
  });
  const names = await listUpstreamHeaders(owner, endpointId, testSecrets);
  expect(names).toEqual({ sandbox: ['authorization', 'X-Tenant'], production: [] });
  const [event] = await listActivity(owner, { endpointId, limit: 1 });
  expect(event?.after).toEqual({ headers: ['authorization', 'X-Tenant'], replaced: 'authorization' });
  const told = JSON.stringify([third, await listActivity(owner, { endpointId, limit: 10 })]);
  expect(told).not.toContain('secret');
  const fewer = { ...form, expectedVersion: third.version };
  const one = await removeUpstreamHeader(owner, { ...fewer, name: 'AUTHORIZATION' }, testSecrets);
  await removeUpstreamHeader(owner, { ...form, name: 'X-Tenant', expectedVersion: one.version }, testSecrets);
  expect((await routeOf(endpointId))?.sandbox).toMatchObject({
    url: 'http://127.0.0.1:9/sandbox',
    headers: [],
  });
});

test('a header needs an upstream, a name and a value that can be sent', async () => {
  const owner = await anOwner();
  const { id: endpointId, version: expectedVersion } = await anEndpoint(owner);
  const form = { endpointId, expectedVersion };
  const cases = [
    { environment: 'production', name: 'X-A', value: 'x', field: 'name' },
    { environment: 'sandbox', name: ' ', value: 'x', field: 'name' },
    { environment: 'sandbox', name: 'X-A', value: '', field: 'value' },
    { environment: 'sandbox', name: 'X-A', value: 'a\r\nHost: b', field: 'headers' },
    { environment: 'sandbox', name: 'Host', value: 'b', field: 'headers' },
  ] as const;
  for (const { field, ...given } of cases) {
    const saving = saveUpstreamHeader(owner, { ...form, ...given }, testSecrets);
    await expect(saving).rejects.toThrow(refusal('invalid', field));
  }
});
