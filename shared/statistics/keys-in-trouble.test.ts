import { expect, test } from 'vitest';
import { insertCalls } from '../calls/index.ts';
import type { KeyView } from '../keys/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { countDirtyHours, findKeysInTrouble } from './index.ts';

suiteDatabase();

async function call(key: KeyView, good: number, bad: number, source: 'app' | 'console' = 'app') {
  const facts = { endpointId: key.endpointId, keyId: key.id, source, at: new Date(Date.now() - 60_000) };
  await insertCalls([
    ...Array.from({ length: good }, () => aCallRecord(facts)),
    ...Array.from({ length: bad }, () =>
      aCallRecord({ ...facts, outcome: 'permission_missing', status: 403 }),
    ),
  ]);
}

test('keys with over 5 % errors of at least 10 calls of apps, the worst first, of one’s own endpoints', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const make = async (name: string) => (await aKey(owner, endpoint.id, { name })).key;
  const [worst, bad, well, few, console] = [
    await make('Worst'),
    await make('Bad'),
    await make('Well'),
    await make('Few'),
    await make('Console'),
  ];
  await call(worst, 1, 9);
  await call(bad, 18, 2);
  await call(well, 19, 1);
  await call(few, 0, 9);
  await call(console, 0, 20, 'console');
  await countDirtyHours();
  const found = await findKeysInTrouble(owner);
  expect(found.map(({ named }) => named.key.name)).toEqual(['Worst', 'Bad']);
  expect(found[0]).toMatchObject({ environment: 'sandbox', calls: 10, errors: 9 });
  expect(await findKeysInTrouble(await anOwner())).toEqual([]);
});
