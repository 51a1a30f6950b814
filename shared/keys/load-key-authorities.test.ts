import { expect, test } from 'vitest';
import { database, newId } from '../database/index.ts';
import { defaultTiming, openLink } from '../fence/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import type { CollaborationKeyDocument } from './collaboration-key.ts';
import { loadKeyAuthorities } from './load-key-authorities.ts';

const { uri } = suiteDatabase();
const many = 4_500;

/** Keys in the likeness of one that was made through the domain. */
async function manyKeys(): Promise<string[]> {
  const owner = await anOwner();
  const { key } = await aKey(owner, (await anEndpoint(owner)).id);
  const keys = database().collection<CollaborationKeyDocument>('collaborationKeys');
  const model = await keys.findOne({ _id: key.id });
  if (model === null) throw new Error('no key');
  const likeIt = (): CollaborationKeyDocument => {
    const _id = newId();
    const state = (environment: 'sandbox' | 'production') => {
      const { current, ...rest } = model[environment];
      if (current === undefined) throw new Error('no key in force');
      return { ...rest, current: { ...current, keyId: _id, digest: `${_id} ${environment}` } };
    };
    const [sandbox, production] = [state('sandbox'), state('production')];
    return { ...model, _id, nameFolded: _id, sandbox, production };
  };
  const rows = Array.from({ length: many - 1 }, likeIt);
  await keys.insertMany(rows);
  return [key.id, ...rows.map(({ _id }) => _id)];
}

test('all living keys are loaded, each once, in however many batches; and a lost database is said', async () => {
  const ids = await manyKeys();
  const link = await openLink(uri, defaultTiming);
  const read: string[] = [];
  let batches = 0;
  for await (const some of loadKeyAuthorities(link)) {
    batches += 1;
    read.push(...some.map(({ keyId }) => keyId));
  }
  expect(batches).toBeGreaterThan(2);
  expect(read.toSorted()).toEqual(ids.toSorted());
  const again = loadKeyAuthorities(link);
  await again.next();
  await link.close();
  const rest = async () => {
    for await (const some of again) read.push(...some.map(({ keyId }) => keyId));
  };
  await expect(rest()).rejects.toThrow();
});
