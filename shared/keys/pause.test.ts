import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { listActivity } from '../endpoints/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { CollaborationKey } from './collaboration-key.ts';
import { endPause } from './end-pause.ts';
import {
  deleteKey,
  endDuePauses,
  getKey,
  type KeyView,
  pauseKey,
  regenerateKey,
  switchBothOff,
  switchKey,
} from './index.ts';

suiteDatabase();

const environment = 'production' as const;
const hour = 3_600_000;

let owner: Actor;
let key: KeyView;
let target: { keyId: string; environment: typeof environment };

beforeEach(async () => {
  owner = await anOwner();
  ({ key } = await aKey(owner, (await anEndpoint(owner)).id));
  target = { keyId: key.id, environment };
});

const pause = async (time = '2h') => await pauseKey(owner, { ...target, for: time });
const switchTo = async (active: boolean) => await switchKey(owner, { ...target, active });
const stored = async () => (await CollaborationKey.findById(key.id).lean().orFail())[environment];
const isActive = async () => (await getKey(owner, key.id))[environment].active;

async function pauseIdNow(): Promise<string> {
  const { pause: present } = await stored();
  if (present === undefined) throw new Error('it is not paused');
  return present.pauseId;
}

/** As if its time had passed: by the database's clock, which is the one that counts. */
async function letPauseRunOut(): Promise<void> {
  await CollaborationKey.updateOne({ _id: key.id }, [{ $set: { 'production.pause.until': '$$NOW' } }], {
    updatePipeline: true,
  });
}

test('a paused key is off in its environment only, until a time that is told', async () => {
  const before = Date.now();
  const paused = await pause();
  expect(paused).toMatchObject({ fence: { kind: 'held' }, version: key.version + 1 });
  expect(paused.sandbox).toMatchObject({ active: true });
  expect(paused.production.active).toBe(false);
  const until = paused.production.pause?.until.getTime() ?? 0;
  expect(until - before).toBeGreaterThanOrEqual(2 * hour - 1000);
  expect(until - Date.now()).toBeLessThanOrEqual(2 * hour + 1000);
  expect(await endDuePauses()).toBe(0);
  expect(await isActive()).toBe(false);
});

test('when its time is over it is on again, and the activity says by what', async () => {
  await pause();
  await letPauseRunOut();
  expect(await endDuePauses()).toBe(1);
  expect((await getKey(owner, key.id)).production).not.toHaveProperty('pause');
  expect(await isActive()).toBe(true);
  const [last] = await listActivity(owner, { endpointId: key.endpointId, keyId: key.id, limit: 1 });
  expect(last).toMatchObject({
    ...{ action: 'key.pause_ended', surface: 'job', environment, after: { active: true } },
    receipt: { gateways: [] },
  });
});

test('several workers at once end a pause once', async () => {
  await pause();
  await letPauseRunOut();
  const ended = await Promise.all(Array.from({ length: 6 }, endDuePauses));
  expect(ended.reduce((sum, each) => sum + each, 0)).toBe(1);
  const activity = await listActivity(owner, { endpointId: key.endpointId, keyId: key.id, limit: 50 });
  expect(activity.filter(({ action }) => action === 'key.pause_ended')).toHaveLength(1);
});

test('off for two hours, on, off for good: the job does not turn the key on, however late it comes', async () => {
  await pause('2h');
  const found = { ...target, pauseId: await pauseIdNow() };
  await switchTo(true);
  await switchTo(false);
  // The job had found the pause before it was overtaken.
  expect(await endPause(found)).toBe(false);
  expect(await endDuePauses()).toBe(0);
  expect(await isActive()).toBe(false);
});

test('who switches a paused key off wants it to stay off', async () => {
  await pause();
  expect((await switchTo(false)).production).not.toHaveProperty('pause');
  expect(await endDuePauses()).toBe(0);
  expect(await isActive()).toBe(false);
});

test('paused anew, the end of the earlier pause is no end of this one', async () => {
  await pause('1h');
  const earlier = { ...target, pauseId: await pauseIdNow() };
  await pause('24h');
  expect(await endPause(earlier)).toBe(false);
  expect(await isActive()).toBe(false);
});

test('on and off for a time again between two looks of the job: the older pause ends nothing', async () => {
  await pause();
  const earlier = { ...target, pauseId: await pauseIdNow() };
  await switchTo(true);
  await pause();
  expect(await endPause(earlier)).toBe(false);
  expect(await isActive()).toBe(false);
});

test('a key that is off for good cannot be paused: its end would switch on what nobody meant to be on', async () => {
  await switchTo(false);
  await expect(pause()).rejects.toMatchObject({ code: 'invalid' });
  expect(await stored()).not.toHaveProperty('pause');
});

test('regenerating a paused key leaves it paused', async () => {
  await pause();
  const pauseId = await pauseIdNow();
  const fresh = await regenerateKey(owner, target, testSecrets);
  expect(fresh.production).toMatchObject({ active: false, generation: 2, pause: {} });
  expect(await pauseIdNow()).toBe(pauseId);
});

test('a key that is cut off or deleted while it is paused never comes back', async () => {
  await pause();
  const found = { ...target, pauseId: await pauseIdNow() };
  await switchBothOff(owner, key.id, async () => {});
  expect(await stored()).not.toHaveProperty('pause');
  expect(await endPause(found)).toBe(false);
  await switchTo(true);
  await pause();
  const again = { ...target, pauseId: await pauseIdNow() };
  await deleteKey(owner, { keyId: key.id });
  expect(await endPause(again)).toBe(false);
  expect(await endDuePauses()).toBe(0);
});

test('a collaborator cannot pause, and learns nothing from trying', async () => {
  const mina = await aCollaborator(key);
  await expect(pauseKey(mina, { ...target, for: '2h' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await isActive()).toBe(true);
});
