import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { database } from '../database/index.ts';
import { inviteCollaborators } from '../invitations/index.ts';
import type { OutboxDocument } from '../outbox/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { type SinkHooks, startSmtpSink } from '../testing/smtp-sink.ts';
import { startWorker, stopWorker, type WorkerProcess } from '../testing/start-worker.ts';

const { uri } = suiteDatabase();

/** On demand more: `MAIL_KILLS=50 vitest run shared/jobs/mail-kill`. */
const rounds = Number(process.env.MAIL_KILLS ?? 3);

const secretBytes = randomBytes(32);
const mailSecret = { current: 1, versions: new Map([[1, secretBytes]]) };
const outbox = () => database().collection<OutboxDocument>('outbox');
const headerOf = (mail: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(mail)?.[1];
const linkOf = (mail: string) =>
  /https:\/\/portal\.example\/invitations\/[\w-]+/.exec(mail.replaceAll('=\n', ''))?.[0];

async function invite(number: number): Promise<string[]> {
  const owner = await anOwner();
  const { key } = await aKey(owner, (await anEndpoint(owner)).id);
  const addresses = Array.from({ length: number }, () => `p${randomBytes(6).toString('hex')}@acme.example`);
  await inviteCollaborators(owner, { keyId: key.id, addresses }, { mailSecret });
  return addresses;
}

const run = (smtpUrl: string, clockAheadMs = 0): WorkerProcess =>
  startWorker({
    ...{ mongodbUri: uri, smtpUrl, clockAheadMs },
    mailSecret: `1:${secretBytes.toString('base64url')}`,
  });

/** What the database does by itself after two minutes: the claim of the worker that died is up. */
const forgetClaims = async () =>
  await outbox().updateMany({ state: 'sending' }, { $set: { dueAt: new Date(0) } });

/** What other workers see of the dead one's lock after half a minute. */
const forgetLocks = async () =>
  await database()
    .collection('agendaJobs')
    .updateMany({}, { $set: { lockedAt: null, nextRunAt: new Date(0) } });

const allSent = async () =>
  await vi.waitFor(async () => expect(await outbox().countDocuments({ state: { $ne: 'sent' } })).toBe(0), {
    timeout: 60_000,
    interval: 50,
  });

/** Kills a worker in one window of one mail, lets another go on, and gives what the mail server has got of it. */
async function killIn(window: 'before it is sent' | 'after the 250'): Promise<string[]> {
  await outbox().deleteMany({});
  const [address] = await invite(1);
  let victim: WorkerProcess | undefined;
  const kill = () => victim?.child.kill('SIGKILL');
  const hooks: SinkHooks =
    window === 'before it is sent'
      ? { beforeData: () => void kill() }
      : {
          answer(socket) {
            // It stands still while the 250 is on its way to it, and never gets to say so.
            victim?.child.kill('SIGSTOP');
            socket.write('250 2.0.0 taken\r\n', kill);
          },
        };
  const sink = await startSmtpSink(hooks);
  try {
    await forgetLocks();
    victim = run(sink.url);
    await victim.ended;
    expect(victim.child.signalCode).toBe('SIGKILL');
    victim = undefined;
    delete hooks.beforeData;
    delete hooks.answer;
    await Promise.all([forgetClaims(), forgetLocks()]);
    const other = run(sink.url);
    await allSent();
    await stopWorker(other);
    return sink.taken.filter(mail => headerOf(mail, 'To')?.includes(address ?? ''));
  } finally {
    sink.stop();
  }
}

test(`a worker killed before a mail is sent, ${rounds} times: it is sent once by another`, {
  timeout: rounds * 30_000,
}, async () => {
  for (let round = 0; round < rounds; round++) expect(await killIn('before it is sent')).toHaveLength(1);
});

test(`killed after the server’s 250 and before it could say so, ${rounds} times: two mails, the same Message-ID and link`, {
  timeout: rounds * 30_000,
}, async () => {
  for (let round = 0; round < rounds; round++) {
    const [first = '', second = '', ...more] = await killIn('after the 250');
    expect(more).toEqual([]);
    expect(headerOf(first, 'Message-ID')).toMatch(/^<[0-9A-Z]{26}@harbor\.example>$/);
    expect(headerOf(second, 'Message-ID')).toBe(headerOf(first, 'Message-ID'));
    expect(linkOf(first)).toBeDefined();
    expect(linkOf(second)).toBe(linkOf(first));
  }
});

test('two workers whose clocks are an hour apart send each mail once', { timeout: 90_000 }, async () => {
  await outbox().deleteMany({});
  const addresses = await invite(60);
  // Slow enough that both have time to take part.
  const sink = await startSmtpSink({ beforeData: () => new Promise(resolve => setImmediate(resolve)) });
  await forgetLocks();
  const workers = [run(sink.url), run(sink.url, 3_600_000)];
  await Promise.all(workers.map(worker => worker.untilReady()));
  await allSent();
  await Promise.all(workers.map(stopWorker));
  sink.stop();
  const received = sink.taken.map(mail => headerOf(mail, 'To')?.replace(/[<>]/g, ''));
  expect(received.toSorted()).toEqual(addresses.toSorted());
});
