import { beforeAll, expect, test } from 'vitest';
import { grantAccess } from '../access/index.ts';
import { type Actor, actorOf, ensureAccount } from '../accounts/index.ts';
import { deleteKey } from '../keys/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import type { CallRecord } from './call-record.ts';
import { exportCalls } from './export-calls.ts';
import type { CallView } from './find-calls.ts';
import { insertCalls } from './insert-calls.ts';

suiteDatabase();

let owner: Actor;
let mina: Actor;
let keyId: string;
let rows: CallRecord[];

beforeAll(async () => {
  owner = await anOwner();
  const endpointId = (await anEndpoint(owner)).id;
  keyId = (await aKey(owner, endpointId)).key.id;
  const account = await ensureAccount('mina@acme.example');
  mina = actorOf(account, 'portal');
  await grantAccess({ endpointId, keyId }, account);
  rows = Array.from({ length: 1_234 }, (_, i) =>
    aCallRecord({
      id: `call-${String(i).padStart(4, '0')}`,
      at: new Date(Date.now() - i * 1_000),
      ...{ endpointId, keyId },
    }),
  );
  await insertCalls(rows);
});

async function readAll(pages: AsyncIterable<CallView[]>, onPage = () => {}) {
  const ids: string[] = [];
  for await (const calls of pages) {
    ids.push(...calls.map(({ id }) => id));
    onPage();
  }
  return ids;
}

const asked = () => ({ subject: { keyId }, filter: {} });

test('every row is exported once, the newest first', async () => {
  expect(await readAll(exportCalls(mina, asked()))).toEqual(rows.map(({ id }) => id));
});

test('an export ends when its reader has left', async () => {
  const leaving = new AbortController();
  const pages = exportCalls(mina, { ...asked(), signal: leaving.signal });
  const ids = await readAll(pages, () => leaving.abort());
  expect(ids).toHaveLength(500);
});

test('an export breaks off in the middle when access ends', async () => {
  const pages = exportCalls(mina, asked());
  expect((await pages.next()).value).toHaveLength(500);
  await deleteKey(owner, { keyId });
  await expect(pages.next()).rejects.toMatchObject({ code: 'not_found' });
});
