import { randomBytes } from 'node:crypto';
import { MongoNetworkError } from 'mongodb';
import { afterEach, expect, test, vi } from 'vitest';
import { database, newId } from '../database/index.ts';
import { createLog } from '../process/index.ts';
import { suiteDatabase } from '../testing/database.ts';
import { fenceChange, settleChanges } from './change.ts';
import { appendChange } from './changer-store.ts';
import { acksOf, type EntityRef, ensureFence, fenceOf } from './fence-document.ts';
import { findChangeState } from './find-change-state.ts';
import { FenceMember, type MemberOptions } from './member.ts';
import { sweepPendingChanges } from './sweeper.ts';

const { uri } = suiteDatabase();
const log = createLog('test', 'silent');
const timing = { leaseMs: 600, heartbeatMs: 60, guardMs: 50 };
const members: FenceMember[] = [];

afterEach(async () => {
  await Promise.all(members.splice(0).map(member => member.stop()));
});

/** A member that keeps nothing but the names of what it was told to read again. */
async function aMember(name: string, options: Partial<MemberOptions> = {}) {
  const refreshed: EntityRef[] = [];
  const load = vi.fn(async () => {});
  let hold = async () => {};
  const entities = {
    load,
    async refresh(_: unknown, refs: readonly EntityRef[]) {
      await hold();
      refreshed.push(...refs);
    },
  };
  const member = new FenceMember({ uri, name, entities, log, timing, ...options });
  members.push(member);
  await member.start();
  return { member, refreshed, load, hold: (until: () => Promise<void>) => (hold = until) };
}

const change = (id = newId()) => fenceChange({ kind: 'key', id }, async () => ({ id }));
const receiptOf = ({ fence }: Awaited<ReturnType<typeof change>>) => {
  if (fence.kind !== 'held') throw new Error('pending');
  return fence.receipt;
};

test('a change returns once every gateway has it in memory, and names them', async () => {
  const [one, two] = [await aMember('one'), await aMember('two')];
  const changed = await change();
  expect(one.refreshed).toContainEqual({ kind: 'key', id: changed.id });
  expect(two.refreshed).toContainEqual({ kind: 'key', id: changed.id });
  const receipt = receiptOf(changed);
  expect(receipt).toMatchObject({ acknowledged: 2, late: 0, lapsed: 0 });
  expect(receipt.gateways.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(await findChangeState(changed.fence.change)).toEqual({ kind: 'held', receipt });
});

test('a receipt that was lost with a primary is there again before the mark of its change comes off', async () => {
  const id = newId();
  const keys = database().collection<{ _id: string }>('collaborationKeys');
  const changed = await fenceChange({ kind: 'key', id }, async change => {
    await keys.insertOne({ _id: id, pendingFence: { change, since: new Date() } } as { _id: string });
    return { id };
  });
  const { change } = changed.fence;
  const receipts = database().collection<{ _id: string }>('auditEvents');
  await receipts.deleteOne({ _id: `${change}:receipt` });
  expect(await keys.findOne({ _id: id })).toHaveProperty('pendingFence');
  await settleChanges();
  expect(await keys.findOne({ _id: id })).toEqual({ _id: id });
  expect(await findChangeState(change)).toEqual({ kind: 'held', receipt: receiptOf({ ...changed, id }) });
  await keys.deleteOne({ _id: id });
});

test('it does not return before the slowest has', async () => {
  const slow = await aMember('slow');
  const gate = Promise.withResolvers<void>();
  slow.hold(() => gate.promise);
  const changing = change();
  const first = await Promise.race([changing.then(() => 'returned'), receivedBy(slow).then(() => 'asked')]);
  expect(first).toBe('asked');
  gate.resolve();
  expect(receiptOf(await changing)).toMatchObject({ acknowledged: 1 });
});

/** The fence has an epoch that this member has not applied. */
async function receivedBy({ member }: { member: FenceMember }): Promise<void> {
  await vi.waitUntil(() => member.state.fenceEpoch > member.applied, { timeout: 5_000, interval: 5 });
}

test('without a gateway a change holds from the next start', async () => {
  expect(receiptOf(await change())).toMatchObject({ gateways: [], acknowledged: 0 });
});

test('a gateway that is dead costs one wait of its lease; the next change does not wait for it', async () => {
  await ensureFence(database());
  const lease = 400;
  const member = { seq: 0, name: 'dead', lease };
  await fenceOf(database()).updateOne({ _id: 'keys' }, { $set: { 'members.DEAD': member } });
  const began = performance.now();
  expect(receiptOf(await change())).toMatchObject({
    lapsed: 1,
    gateways: [{ name: 'dead', state: 'lapsed' }],
  });
  expect(performance.now() - began).toBeGreaterThan(lease);
  expect(receiptOf(await change())).toMatchObject({ gateways: [] });
});

test('a gateway that renews and does not apply is late: it admits nothing', async () => {
  const late = await aMember('late');
  late.hold(async () => {
    throw new Error('cannot be read');
  });
  expect(receiptOf(await change())).toMatchObject({ late: 1, gateways: [{ name: 'late', state: 'late' }] });
  expect(late.member.isFresh()).toBe(false);
});

test('one that stops leaves, and nobody waits for it', async () => {
  const { member } = await aMember('leaving');
  expect(member.isFresh()).toBe(true);
  await member.stop();
  expect(member.isFresh()).toBe(false);
  expect(receiptOf(await change())).toMatchObject({ gateways: [] });
});

test('one that was removed serves no more, and comes back under another name with everything loaded anew', async () => {
  const { member, load } = await aMember('back');
  const before = member.state.incarnation;
  await fenceOf(database()).updateOne({ _id: 'keys' }, { $set: { members: {} } });
  await vi.waitUntil(() => member.state.incarnation !== before && member.isFresh(), { timeout: 5_000 });
  expect(load).toHaveBeenCalledTimes(2);
});

test('more changes than the ring holds while nobody looked mean loading everything anew', async () => {
  const { member, load, hold } = await aMember('overrun');
  const gate = Promise.withResolvers<void>();
  hold(() => gate.promise);
  const [first = '', ...ids] = Array.from({ length: 400 }, () => newId());
  await appendChange(database(), { kind: 'key', id: first, change: first });
  await receivedBy({ member });
  await Promise.all(ids.map(id => appendChange(database(), { kind: 'key', id, change: id })));
  gate.resolve();
  const loadedAnew = () => load.mock.calls.length > 1 && member.isFresh();
  await vi.waitUntil(loadedAnew, { timeout: 9_000 });
  expect(member.applied).toBe(member.state.fenceEpoch);
});

test('a database that was put back is noticed, and everything loaded anew', async () => {
  const { member, load } = await aMember('restored');
  await change();
  const before = member.state.incarnation;
  const fence = await fenceOf(database()).findOne({ _id: 'keys' });
  if (fence === null) throw new Error('no fence');
  const { _id, ...older } = { ...fence, epoch: fence.epoch - 1, log: fence.log.slice(0, -1) };
  await fenceOf(database()).replaceOne({ _id }, older);
  await vi.waitUntil(() => member.state.incarnation !== before && member.isFresh(), { timeout: 5_000 });
  expect(load).toHaveBeenCalledTimes(2);
});

test('appending twice is exact: one epoch, one entry, and a write of its own each time', async () => {
  const ref: EntityRef = { kind: 'key', id: 'k' };
  const id = newId();
  const first = await appendChange(database(), { ...ref, change: id });
  const between = await appendChange(database(), { ...ref, change: newId() });
  const again = await appendChange(database(), { ...ref, change: id });
  expect(again.epoch).toBe(first.epoch);
  expect(between.epoch).toBe(first.epoch + 1);
  const fence = await fenceOf(database()).findOne({ _id: 'keys' });
  expect(fence?.log.filter(entry => entry.change === id)).toHaveLength(1);
});

test('names with a dollar sign are names, in the ring too', async () => {
  const id = `$epoch-${randomBytes(3).toString('hex')}`;
  await appendChange(database(), { kind: 'key', id, change: '$log' });
  const fence = await fenceOf(database()).findOne({ _id: 'keys' });
  expect(fence?.log.at(-1)).toMatchObject({ id, change: '$log' });
});

test('changes at once get epochs without a gap, each its own', async () => {
  const ids = Array.from({ length: 25 }, () => newId());
  const appended = await Promise.all(
    ids.map(id => appendChange(database(), { kind: 'key', id, change: id })),
  );
  const epochs = appended.map(({ epoch }) => epoch).sort((a, b) => a - b);
  expect(epochs).toEqual(Array.from({ length: 25 }, (_, index) => (epochs[0] ?? 0) + index));
});

test('what a dead process has left is carried through by the sweeper, by the server’s clock', async () => {
  const { refreshed } = await aMember('sweeping');
  const keys = database().collection<{ _id: string }>('collaborationKeys');
  const [old, young] = [newId(), newId()];
  const mark = (ms: number) => [
    { $set: { pendingFence: { change: newId(), since: { $subtract: ['$$NOW', ms] } } } },
  ];
  await keys.insertMany([{ _id: old }, { _id: young }]);
  await keys.updateOne({ _id: old }, mark(timing.leaseMs + 6_000));
  await keys.updateOne({ _id: young }, mark(0));
  expect(await sweepPendingChanges()).toBe(1);
  expect(refreshed).toContainEqual({ kind: 'key', id: old });
  expect(await keys.findOne({ _id: old })).toEqual({ _id: old });
  expect(await keys.findOne({ _id: young })).toHaveProperty('pendingFence');
});

test('what the domain refuses is refused at once, and leaves no epoch', async () => {
  const before = await fenceOf(database()).findOne({ _id: 'keys' });
  const refused = fenceChange({ kind: 'key', id: 'k' }, async () => {
    throw new Error('not yours');
  });
  await expect(refused).rejects.toThrow('not yours');
  expect((await fenceOf(database()).findOne({ _id: 'keys' }))?.epoch).toBe(before?.epoch);
});

test('when the database goes away under the commit, the change is unconfirmed and its state can be asked for', async () => {
  const lost = fenceChange({ kind: 'key', id: 'k' }, async () => {
    throw new MongoNetworkError('read ECONNRESET');
  });
  const error = await lost.catch(error => error);
  expect(error).toMatchObject({ code: 'unconfirmed', details: { change: expect.any(String) } });
  expect(await findChangeState(error.details.change)).toEqual({ kind: 'pending' });
});

test('an acknowledgement of a gateway never goes down', async () => {
  const { member } = await aMember('steady');
  await change();
  const { incarnation, applied } = member.state;
  await vi.waitUntil(
    async () => (await acksOf(database()).findOne({ _id: incarnation }))?.applied === applied,
  );
  await change();
  expect(member.applied).toBeGreaterThan(applied);
});
