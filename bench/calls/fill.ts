import { type Actor, actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallDocument, callCollection, markDirty } from '@ck/shared/calls';
import { database, prepareCollections } from '@ck/shared/database';
import { createKey } from '@ck/shared/keys';
import { countDirtyHours } from '@ck/shared/statistics';
import { anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { MongoNetworkTimeoutError } from 'mongodb';
import { settle } from '../kept-server.ts';
import { aRow, type Keys } from './row.ts';

export type Filled = Keys & { owner: Actor; rows: number };

const keyCount = 200;
const days = 90;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const batchSize = 5_000;
const marksAtOnce = 20_000;
/** What indexes are sorted in; with the usual 200 MB it takes longer. */
const sortMemoryMB = 1_000;

/** What a database is filled with: written when all of it is there. */
type Note = { _id: 'rows' | 'statistics' } & Keys & { rows: number };

/** One endpoint with 200 keys, and rows of 90 days of them; filled only if they are not there yet. */
export async function fillOnce(rows: number): Promise<Filled> {
  const owner = actorOf(await ensureAccount('kim@harbor.example', 'Kim Sol'), 'portal');
  const note = await notes().findOne({ _id: 'rows' });
  if (note !== null) return { owner, endpointId: note.endpointId, keyIds: note.keyIds, rows: note.rows };
  const keys = await makeKeys(owner);
  await timed(`${rows} rows with their indexes`, () => addRows(keys, rows));
  await notes().insertOne({ _id: 'rows', ...keys, rows });
  await settle();
  return { owner, ...keys, rows };
}

/** The statistics of these rows; counted only if they are not yet. */
export async function countOnce({ owner: _owner, ...filled }: Filled): Promise<void> {
  if ((await notes().findOne({ _id: 'statistics' })) !== null) return;
  await timed(`statistics of ${filled.rows} rows`, countAll);
  await notes().insertOne({ _id: 'statistics', ...filled });
  await settle();
}

const notes = () => database().collection<Note>('benchNotes');

async function makeKeys(owner: Actor): Promise<Keys> {
  const { id: endpointId } = await anEndpoint(owner, { slug: 'orders' });
  const keyIds: string[] = [];
  for (let number = 0; number < keyCount; number += 1)
    keyIds.push((await createKey(owner, { endpointId, name: `Partner ${number}` }, testSecrets)).id);
  return { endpointId, keyIds };
}

/** Indexes are built once, after all rows are there: that is ten times as fast. */
async function addRows(keys: Keys, rows: number): Promise<void> {
  const end = Date.now();
  const begin = Math.floor(end / dayMs) * dayMs - days * dayMs + hourMs;
  const indexes = await withoutIndexes();
  const marks = new Map<string, Mark>();
  let storing: Promise<unknown> = Promise.resolve();
  for (let made = 0; made < rows; made += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, rows - made) }, (_, index) =>
      aRow(keys, { storedAt: new Date(begin + ((made + index) / rows) * (end - begin)), of: rows }),
    );
    await storing;
    storing = callCollection().insertMany(batch, { ordered: false });
    for (const { endpointId, keyId, environment, at } of batch)
      marks.set(`${keyId}:${environment}:${Math.floor(at.getTime() / hourMs)}`, {
        ...{ endpointId, keyId, environment, at },
      });
    if (marks.size >= marksAtOnce) await mark(marks);
  }
  await storing;
  await mark(marks);
  await build(indexes);
}

type Mark = Pick<CallDocument, 'endpointId' | 'keyId' | 'environment' | 'at'>;

async function mark(marks: Map<string, Mark>): Promise<void> {
  const all = [...marks.values()];
  for (let at = 0; at < all.length; at += batchSize) await markDirty(all.slice(at, at + batchSize));
  marks.clear();
}

/** Takes the indexes of the log away. @returns what they were */
async function withoutIndexes(): Promise<object[]> {
  const found = await callCollection().listIndexes().toArray();
  await callCollection().dropIndexes();
  return found.filter(({ name }) => name !== '_id_').map(({ v: _v, ...index }) => index);
}

/**
 * All in one command, which reads the rows once. It takes minutes, longer than an answer is waited for; the database goes
 * on meanwhile, and who asks again joins in.
 */
async function build(indexes: object[]): Promise<void> {
  await database().admin().command({ setParameter: 1, maxIndexBuildMemoryUsageMegabytes: sortMemoryMB });
  for (;;) {
    try {
      await database().command({ createIndexes: callCollection().collectionName, indexes });
      return await prepareCollections();
    } catch (error) {
      if (!(error instanceof MongoNetworkTimeoutError)) throw error;
    }
  }
}

async function countAll(): Promise<void> {
  while ((await countDirtyHours()).more);
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
