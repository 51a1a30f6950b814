import { beforeAll, expect, test } from 'vitest';
import { type Actor, actorOf, ensureAccount } from '../accounts/index.ts';
import { createKey, savePermissions, switchKey } from '../keys/index.ts';
import { anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { type ActivityQuery, exportActivity, listActivity } from './index.ts';

suiteDatabase();

let owner: Actor;
let endpointId: string;

beforeAll(async () => {
  owner = await anOwner('kim@harbor.example');
  endpointId = (await anEndpoint(owner)).id;
  const acme = await createKey(owner, { endpointId, name: 'Acme (1)' }, testSecrets);
  const zeta = await createKey(owner, { endpointId, name: 'Zeta' }, testSecrets);
  const form = { keyId: acme.id, environment: 'sandbox', permissions: [], expectedVersion: 1 } as const;
  await savePermissions(owner, form);
  const inSlack = actorOf(await ensureAccount('kim@harbor.example'), 'slack');
  await switchKey(inSlack, { keyId: zeta.id, environment: 'production', active: false });
});

const found = async (filter: Omit<ActivityQuery, 'endpointId'>) =>
  (await listActivity(owner, { endpointId, limit: 100, ...filter })).map(({ action }) => action);

test.each([
  [{}, ['key.switched', 'key.permissions_saved', 'key.created', 'key.created', 'endpoint.created']],
  [{ kind: 'permissions' }, ['key.permissions_saved']],
  [{ kind: 'endpoint' }, ['endpoint.created']],
  [{ keyName: 'ACME (1' }, ['key.permissions_saved', 'key.created']],
  [{ keyName: '.*' }, []],
  [{ who: 'KIM@', surface: 'slack' }, ['key.switched']],
  [{ who: 'somebody' }, []],
  [{ environment: 'sandbox' }, ['key.permissions_saved']],
  [{ from: new Date(Date.now() + 60_000) }, []],
] as const satisfies [Omit<ActivityQuery, 'endpointId'>, string[]][])(
  '%o finds %o',
  async (filter, actions) => {
    expect(await found(filter)).toEqual(actions);
  },
);

test('what was before an event goes on where that page ended, and an export has it all', async () => {
  const all = await listActivity(owner, { endpointId, limit: 100 });
  const [first, second] = all;
  expect(await listActivity(owner, { endpointId, limit: 2, before: second?.id ?? '' })).toEqual(
    all.slice(2, 4),
  );
  expect(await listActivity(owner, { endpointId, limit: 1 })).toEqual([first]);
  const exported = [];
  for await (const events of exportActivity(owner, { endpointId })) exported.push(...events);
  expect(exported).toEqual(all);
});

test('whoever does not own the endpoint reads nothing of it', async () => {
  const stranger = await anOwner();
  const missing = expect.objectContaining({ code: 'not_found' });
  await expect(listActivity(stranger, { endpointId, limit: 1 })).rejects.toThrow(missing);
  await expect(exportActivity(stranger, { endpointId }).next()).rejects.toThrow(missing);
});
