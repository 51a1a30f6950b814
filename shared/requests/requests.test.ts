import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { type CallRecord, insertCalls } from '../calls/index.ts';
import { type EndpointView, getEndpoint, listActivity, saveDocument } from '../endpoints/index.ts';
import { getKey, type KeyView, savePermissions, switchKey } from '../keys/index.ts';
import { aCollaborator, aDocument, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  approveRequest,
  countPendingByEndpoint,
  countPendingRequests,
  declineRequest,
  getRequest,
  listRequests,
  listRequestsOfKey,
  requestPermission,
  requestProduction,
  withdrawRequest,
} from './index.ts';

suiteDatabase();

let owner: Actor;
let endpoint: EndpointView;
let key: KeyView;
let mina: Actor;

beforeEach(async () => {
  owner = await anOwner();
  endpoint = await anEndpoint(owner, { productionUpstream: 'http://127.0.0.1:9/production' });
  ({ key } = await aKey(owner, endpoint.id, { permissions: ['read'] }));
  mina = await aCollaborator(key);
});

const minutes = (ago: number) => new Date(Date.now() - ago * 60_000);

async function calls(...some: Partial<CallRecord>[]): Promise<void> {
  const usual = { at: minutes(10), endpointId: endpoint.id, keyId: key.id };
  await insertCalls(some.map(each => aCallRecord({ ...usual, ...each })));
}

/** The sandbox runs ahead of production. */
async function newRevision(): Promise<void> {
  const document = JSON.stringify({
    ...JSON.parse(aDocument),
    info: { title: 'Orders API', version: '2.0.0' },
  });
  await saveDocument(owner, { endpointId: endpoint.id, document, expectedVersion: endpoint.version });
}

const askToCreate = (actor = mina) =>
  requestPermission(actor, {
    keyId: key.id,
    environment: 'sandbox',
    permission: 'create',
    note: 'We book orders.',
  });

describe('asking', () => {
  test('a collaborator asks for a permission, and what the key did in 7 days goes with it', async () => {
    await calls(
      {},
      { status: 404 },
      { method: 'POST', outcome: 'permission_missing', status: 403, at: minutes(1), id: 'LAST' },
      { at: minutes(8 * 24 * 60) },
      { environment: 'production' },
    );
    const { evidence, ...request } = await askToCreate();
    expect(request).toMatchObject({ status: 'pending', keyName: key.name, note: 'We book orders.' });
    expect(evidence).toMatchObject({ environment: 'sandbox', calls: 3, succeeded: 1 });
    expect(evidence.operations).toEqual([
      { method: 'GET', path: '/orders', calls: 2, succeeded: 1 },
      { method: 'POST', path: '/orders', calls: 1, succeeded: 0 },
    ]);
    expect(evidence.lastError).toMatchObject({ callId: 'LAST', outcome: 'permission_missing', status: 403 });
  });

  test('what the key may do already is not asked for, nor a production that has all there is', async () => {
    const has = requestPermission(mina, { keyId: key.id, environment: 'sandbox', permission: 'read' });
    await expect(has).rejects.toMatchObject({ code: 'invalid', field: 'permission' });
    await expect(requestProduction(mina, { keyId: key.id })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('the same is asked for once, also by two people at the same moment; after a decision it may be again', async () => {
    const tomas = await aCollaborator(key);
    const asked = await Promise.allSettled([askToCreate(), askToCreate(tomas)]);
    const [taken, refused] = ['fulfilled', 'rejected'].map(kind =>
      asked.filter(({ status }) => status === kind),
    );
    expect([taken?.length, refused?.length]).toEqual([1, 1]);
    expect(refused?.[0]).toMatchObject({ reason: { code: 'already_pending' } });
    const [pending] = await listRequests(owner, { endpointId: endpoint.id, status: 'pending' });
    await declineRequest(owner, { requestId: pending?.id ?? '', note: 'Not yet.' });
    await expect(askToCreate()).resolves.toMatchObject({ status: 'pending' });
  });

  test('nobody asks for a key that is not shared with them, with a call of another key, or at length', async () => {
    const other = await aKey(owner, endpoint.id);
    const stranger = await aCollaborator(other.key);
    await expect(askToCreate(stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(askToCreate(owner)).rejects.toMatchObject({ code: 'not_found' });
    await calls({ keyId: other.key.id, id: 'OTHER' });
    const form = { keyId: key.id, environment: 'sandbox', permission: 'delete' } as const;
    const foreign = requestPermission(mina, { ...form, callId: 'OTHER' });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const long = requestPermission(mina, { ...form, note: 'x'.repeat(501) });
    await expect(long).rejects.toMatchObject({ code: 'invalid', field: 'note' });
  });
});

describe('deciding', () => {
  test('an approved permission is there, beside what was saved meanwhile, and holds', async () => {
    const { id } = await askToCreate();
    const changed = { keyId: key.id, environment: 'sandbox', permissions: ['read', 'delete'] } as const;
    await savePermissions(owner, { ...changed, expectedVersion: key.version });
    const decided = await approveRequest(owner, { requestId: id, note: 'Welcome.' });
    expect(decided).toMatchObject({
      status: 'approved',
      decision: { note: 'Welcome.' },
      fence: { kind: 'held' },
    });
    expect((await getKey(mina, key.id)).sandbox.permissions).toEqual(['create', 'read', 'delete']);
  });

  test('an approved production request deploys what the owner has looked at, and nothing newer', async () => {
    await newRevision();
    const { id } = await requestProduction(mina, { keyId: key.id });
    const seen = await getEndpoint(owner, endpoint.slug);
    await expect(approveRequest(owner, { requestId: id })).rejects.toMatchObject({ code: 'invalid' });
    const older = approveRequest(owner, { requestId: id, expectedVersion: seen.version - 1 });
    await expect(older).rejects.toMatchObject({ code: 'conflict' });
    expect(await getRequest(mina, id)).toMatchObject({ status: 'pending' });
    const decided = await approveRequest(owner, { requestId: id, expectedVersion: seen.version });
    expect(decided.fence).toMatchObject({ kind: 'held' });
    expect((await getEndpoint(owner, endpoint.slug)).production.documentRevision).toBe(2);
  });

  test('of two owners at once one decides, and the other learns who it was', async () => {
    const { id } = await askToCreate();
    const decisions = [
      approveRequest(owner, { requestId: id }),
      declineRequest(owner, { requestId: id, note: 'No.' }),
    ];
    const settled = await Promise.allSettled(decisions);
    const late = settled.filter(each => each.status === 'rejected');
    expect(late).toHaveLength(1);
    expect(late[0]?.reason).toMatchObject({ code: 'already_decided' });
    expect(late[0]?.reason.message).toContain('harbor.example');
    const { status } = await getRequest(owner, id);
    const allowed = (await getKey(owner, key.id)).sandbox.permissions.includes('create');
    expect(allowed).toBe(status === 'approved');
  });

  test('declining needs a reason; only who asked withdraws; nobody else decides or sees it', async () => {
    const { id } = await askToCreate();
    await expect(declineRequest(owner, { requestId: id, note: ' ' })).rejects.toMatchObject({
      field: 'note',
    });
    const tomas = await aCollaborator(key);
    await expect(withdrawRequest(tomas, id)).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await anOwner();
    for (const act of [
      () => approveRequest(mina, { requestId: id }),
      () => declineRequest(stranger, { requestId: id, note: 'No.' }),
      () => getRequest(stranger, id),
      () => withdrawRequest(stranger, id),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
    expect(await withdrawRequest(mina, id)).toMatchObject({ status: 'withdrawn' });
    await expect(approveRequest(owner, { requestId: id })).rejects.toMatchObject({ code: 'already_decided' });
  });

  test('approving never switches on: a key that is off stays off', async () => {
    await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
    const { id } = await askToCreate();
    await approveRequest(owner, { requestId: id });
    expect((await getKey(owner, key.id)).sandbox).toMatchObject({ active: false });
  });

  test('asking and deciding are told in the activity, the decision with its change', async () => {
    const { id } = await askToCreate();
    await approveRequest(owner, { requestId: id });
    expect(await listRequestsOfKey(mina, key.id)).toMatchObject([{ id, status: 'approved' }]);
    const events = await listActivity(owner, { endpointId: endpoint.id, limit: 10 });
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['request.asked', 'request.approved', 'key.permissions_saved']),
    );
  });
});

test('owners are told how many wait, of their own endpoints only', async () => {
  const { id: quiet } = await anEndpoint(owner);
  const stranger = await anOwner();
  const { id } = await askToCreate();
  expect(await countPendingRequests(owner, endpoint.id)).toBe(1);
  expect(await countPendingByEndpoint(owner)).toEqual(new Map([[endpoint.id, 1]]));
  expect(await countPendingRequests(owner, quiet)).toBe(0);
  expect(await countPendingByEndpoint(stranger)).toEqual(new Map());
  await withdrawRequest(mina, id);
  expect(await countPendingByEndpoint(owner)).toEqual(new Map());
});
