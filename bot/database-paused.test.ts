import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { getKey } from '@ck/shared/keys';
import { aKey } from '@ck/shared/testing/builders';
import { type OwnMongod, startOwnMongod } from '@ck/shared/testing/own-mongod';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { suiteBot } from './testing/bot-scene.ts';

let mongod: OwnMongod;
beforeAll(async () => {
  mongod = await startOwnMongod();
  await connectDatabase(mongod.uri);
});
afterAll(async () => {
  await settleChanges();
  await disconnectDatabase();
  await mongod.stop();
});
const scene = suiteBot();
const { kim, slack } = scene;

test('a command is acknowledged while the database stands still, and answered when it goes on', {
  timeout: 90_000,
}, async () => {
  const { key: acme } = await aKey(scene.owner, scene.endpoint.id, { name: 'Acme' });
  await kim.types('/collabkey list');
  await kim.hears('Acme');
  const before = kim.sees().messages.length;
  mongod.pause();
  try {
    await kim.types('/collabkey off acme sandbox');
    await kim.types('/collabkey create Birch');
    await kim.hears('Working…');
    expect(kim.sees().messages).toHaveLength(before);
  } finally {
    mongod.resume();
  }
  await kim.hears('Collaboration key name', { withinMs: 20_000 });
  await kim.closes();
  await vi.waitFor(
    async () => expect((await getKey(scene.owner, acme.id)).sandbox.active).toBe(false),
    20_000,
  );
  await kim.types('/collabkey show acme');
  await kim.hears('*Sandbox*  Inactive', { withinMs: 20_000 });
  // Both were acknowledged in time: the stand-in notes every one that is not.
  expect(slack.faults).toEqual([]);
});
