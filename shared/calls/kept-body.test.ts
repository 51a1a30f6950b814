import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { database, newId } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { createKeyText, deleteKey, type KeyView } from '../keys/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { insertCalls } from './insert-calls.ts';
import { findKeptBody, keepBody } from './kept-body.ts';

suiteDatabase();

let owner: Actor;
let mina: Actor;
let stranger: Actor;
let key: KeyView;

beforeAll(async () => {
  owner = await anOwner();
  const endpointId = (await anEndpoint(owner)).id;
  ({ key } = await aKey(owner, endpointId));
  mina = await aCollaborator(key);
  // Of the same endpoint, with a key of another partner.
  stranger = await aCollaborator((await aKey(owner, endpointId)).key);
});

async function aConsoleCall(body: string | Buffer, environment: Environment = 'sandbox', now?: Date) {
  const { id: keyId, endpointId } = key;
  const id = newId();
  await insertCalls([aCallRecord({ id, endpointId, keyId, environment, source: 'console', method: 'POST' })]);
  const sent = {
    ...{ callId: id, keyId, environment },
    ...{ contentType: 'application/json', body: Buffer.from(body) },
  };
  return { id, isKept: await keepBody(sent, now) };
}

test('the body of a Sandbox call is there byte for byte, for people of its key and the owner, and for nobody else', async () => {
  const bytes = Buffer.from([0x7b, 0, 0xff, 0x7d]);
  const { id, isKept } = await aConsoleCall(bytes);
  expect(isKept).toBe(true);
  for (const actor of [owner, mina]) {
    const kept = await findKeptBody(actor, id);
    expect([kept?.contentType, kept?.body]).toEqual(['application/json', bytes]);
  }
  await expect(findKeptBody(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(findKeptBody(mina, newId())).rejects.toMatchObject({ code: 'not_found' });
});

test('nothing is kept of Production, of a long body, or of one with a key’s text in it', async () => {
  for (const { id, isKept } of [
    await aConsoleCall('{"total":1}', 'production'),
    await aConsoleCall('x'.repeat(16 * 1024 + 1)),
    await aConsoleCall(`{"key":"${createKeyText('production')}"}`),
    await aConsoleCall(''),
  ]) {
    expect(isKept).toBe(false);
    expect(await findKeptBody(mina, id)).toBeUndefined();
  }
  expect((await aConsoleCall('x'.repeat(16 * 1024))).isKept).toBe(true);
});

test('after a day it is gone, also while the database still has it; the database drops it by itself', async () => {
  const dayAgo = new Date(Date.now() - 24 * 60 * 60 * 1000);
  const { id } = await aConsoleCall('{}', 'sandbox', dayAgo);
  expect(await findKeptBody(mina, id)).toBeUndefined();
  expect(await findKeptBody(mina, id, new Date(dayAgo.getTime() + 1_000))).toBeDefined();
  const indexes = await database().collection('consoleBodies').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});

test('when the key is deleted its people lose the body with the row; the owner still reads both', async () => {
  const { id } = await aConsoleCall('{"a":1}');
  await deleteKey(owner, { keyId: key.id });
  await expect(findKeptBody(mina, id)).rejects.toMatchObject({ code: 'not_found' });
  expect((await findKeptBody(owner, id))?.body.toString()).toBe('{"a":1}');
});
