import { channel } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import { database, newId } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import {
  type Fenced,
  type FenceOutcome,
  type GatewayReceipt,
  makeReceipt,
  type Receipt,
} from '../receipt.ts';
import { AckPoll } from './ack-poll.ts';
import { awaitMembers, type Settled } from './await-members.ts';
import { judgeTimedOut } from './change-steps.ts';
import { appendChange, clearMark, readAcks, removeUnmoved } from './changer-store.ts';
import type { EntityRef } from './fence-document.ts';
import { keepReceipt, readReceipts, storeReceipt } from './receipt-store.ts';
import { untilDone } from './retry.ts';

/** Steps that were reached, for traces and for tests that stop a process between two of them. */
const steps = channel('ck:fence');
const reached = (step: string, change: string) => steps.publish({ step, change });

/** After this a surface says "pending". */
const pendingAfterMs = 5_000;
/** After this the sweeper is better placed than this process. */
const giveUpMs = 10 * 60_000;
/** Who changes an entity again at once overwrites the mark, and must not meet the write that takes it off. */
const markMs = 100;

const acks = new AckPoll(incarnations => readAcks(database(), incarnations));
const running = new Map<string, Promise<unknown>>();

/**
 * Carries out one change of authority from C1 to C5. Once it returns `held`, no gateway admits a call under the old
 * authority. After 5 s it returns `pending`, and goes on.
 * @param commit C1: writes the entity with its mark and the audit event under the id given, in one transaction
 * @throws what `commit` throws; DomainError `unconfirmed` when nobody can say within 5 s whether C1 came to be
 */
export async function fenceChange<View extends object>(
  ref: EntityRef,
  commit: (change: string) => Promise<View>,
): Promise<Fenced<View>> {
  const change = newId();
  const began = performance.now();
  let view: View | undefined;
  const whole = (async () => {
    view = await commit(change).catch(error => {
      throw isUnknown(error) ? unconfirmed(change) : error;
    });
    reached('C1', change);
    const receipt = await conclude(database(), ref, change, began);
    keepTrack(
      `${change} mark`,
      sleep(markMs).then(() => takeMarkOff(database(), ref, { change, receipt })),
    );
    return receipt;
  })();
  keepTrack(change, whole);
  const receipt = await within(whole, pendingAfterMs);
  if (view === undefined) throw unconfirmed(change);
  const fence: FenceOutcome =
    receipt === undefined ? { kind: 'pending', change } : { kind: 'held', change, receipt };
  return { ...view, fence };
}

/** Whether C1 came to be is not known: the database went away under it. Its audit event will tell. */
function isUnknown(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}

function unconfirmed(change: string): DomainError {
  const message = 'Not confirmed yet: the database does not answer. Look again in a moment.';
  return new DomainError('unconfirmed', message, { details: { change } });
}

/** C2 to C5, for a change that is committed. May run twice, and at once in two processes. */
export async function carryThrough(db: Db, ref: EntityRef, change: string): Promise<Receipt> {
  const receipt = await conclude(db, ref, change, performance.now());
  await takeMarkOff(db, ref, { change, receipt });
  return receipt;
}

async function takeMarkOff(
  db: Db,
  ref: EntityRef,
  concluded: { change: string; receipt: Receipt },
): Promise<void> {
  await untilDone(() => keepReceipt(db, concluded), giveUpMs);
  await untilDone(() => clearMark(db, { ...ref, change: concluded.change }), giveUpMs);
}

/** The change holds once its receipt is stored; taking its mark off is only tidying up, which nobody has to wait for. */
async function conclude(db: Db, ref: EntityRef, change: string, began: number): Promise<Receipt> {
  const { epoch, members } = await untilDone(() => appendChange(db, { ...ref, change }), giveUpMs);
  const asked = performance.now();
  reached('C2', change);
  const settled = await awaitMembers(members, epoch, asked, acks);
  reached('C3', change);
  const present = settled.filter(({ wait }) => wait !== 'left');
  const gateways = await Promise.all(present.map(each => concludeMember(db, each, began)));
  reached('C4', change);
  const receipt = makeReceipt(epoch, gateways, performance.now() - began);
  await untilDone(() => storeReceipt(db, { change, receipt }), giveUpMs);
  reached('C5', change);
  return receipt;
}

/** C4 for one member. */
async function concludeMember(
  db: Db,
  { incarnation, member, wait, at }: Settled,
  began: number,
): Promise<GatewayReceipt> {
  const milliseconds = Math.round(at - began);
  if (wait === 'acknowledged') return { name: member.name, state: 'acknowledged', milliseconds };
  const now = await untilDone(() => removeUnmoved(db, incarnation, member.seq), giveUpMs);
  return { name: member.name, state: judgeTimedOut(member.seq, now), milliseconds };
}

/** Waits for all changes that returned `pending` and for marks still to come off, for a process that ends. */
export async function settleChanges(): Promise<void> {
  // A change that settles leaves its mark's removal behind, so one look is not enough.
  while (running.size > 0) await Promise.allSettled(running.values());
}

/** The receipt of a change that returned `pending` in this process; undefined when it is none of them. */
export async function whenSettled(change: string): Promise<Receipt | undefined> {
  await running.get(change);
  return (await readReceipts(database(), [change])).get(change);
}

/** A change goes on after its caller has gone; what becomes of it then is told by its receipt, or by the sweeper's. */
function keepTrack(what: string, work: Promise<unknown>): void {
  running.set(what, work);
  const forget = () => running.delete(what);
  work.then(forget, forget);
}

async function within<Result>(work: Promise<Result>, limitMs: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
