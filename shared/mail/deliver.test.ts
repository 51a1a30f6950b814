import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { database, inTransaction } from '../database/index.ts';
import { inviteCollaborators, listInvitations, revokeInvitation } from '../invitations/index.ts';
import { switchKey } from '../keys/index.ts';
import { listNotifications, remindOfInvitations } from '../notifications/index.ts';
import { claimDue, type OutboxDocument, queueMail } from '../outbox/index.ts';
import { createLog, type VersionedSecret } from '../process/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { type DeliveryMeans, deliverDue } from './deliver.ts';
import { createMailer, type Mailer } from './mailer.ts';

suiteDatabase();

const mailSecret: VersionedSecret = { current: 1, versions: new Map([[1, randomBytes(32)]]) };
const log = createLog('test', 'silent');
const outbox = () => database().collection<OutboxDocument>('outbox');

/** A small SMTP server that says what a test wants (RFC 5321), and keeps what it was given. */
async function startSmtp() {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const state = { answer: '250 2.0.0 taken', hangs: false };
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (state.hangs) return;
    let data: string | undefined;
    socket.write('220 test\r\n');
    let rest = '';
    socket.on('data', piece => {
      rest += piece.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line !== '.') data += `${line}\n`;
          else {
            if (state.answer.startsWith('2')) received.push(data);
            data = undefined;
            socket.write(`${state.answer}\r\n`);
          }
        } else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `smtp://127.0.0.1:${port}`, received, state, stop };
}

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let mailer: Mailer;
let means: DeliveryMeans;

beforeEach(async () => {
  await outbox().deleteMany({});
  smtp = await startSmtp();
  const timeouts = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };
  mailer = createMailer({ smtpUrl: smtp.url, from: 'Keys <keys@harbor.example>' }, timeouts);
  const retry = { firstMs: 1, longestMs: 1, giveUpMs: 60_000 };
  means = { mailer, log, mailSecret, portalUrl: 'https://portal.example', domain: 'harbor.example', retry };
});
afterEach(async () => {
  mailer.close();
  await smtp.stop();
});

async function invited(address = `mina-${randomBytes(4).toString('hex')}@acme.example`) {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  await inviteCollaborators(owner, { keyId: key.id, addresses: [address] }, { mailSecret });
  const state = async () => (await listInvitations(owner, key.id))[0];
  return { owner, key, address, state };
}

const headerOf = (mail: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mail ?? '')?.[1];
const linkOf = (mail: string | undefined) =>
  /https:\/\/portal\.example\/invitations\/[\w-]+/.exec(mail?.replaceAll('=\n', '') ?? '')?.[0];

test('an invitation goes out once, and its owner sees that it did', async () => {
  const { address, state } = await invited();
  expect(await deliverDue(means)).toMatchObject({ sent: 1, failed: 0 });
  expect(await deliverDue(means)).toMatchObject({ sent: 0 });
  expect(smtp.received).toHaveLength(1);
  expect(headerOf(smtp.received[0], 'To')).toContain(address);
  expect(linkOf(smtp.received[0])).toBeDefined();
  expect(await state()).toMatchObject({ mail: { state: 'sent', attempts: 1, sentAt: expect.any(Date) } });
});

test.each([
  ['busy', '451 4.7.1 try again later'],
  ['hanging', undefined],
])(
  'a server that is %s is tried again: the state is true meanwhile, and the mail goes out once',
  async (_, answer) => {
    const { state } = await invited();
    if (answer === undefined) smtp.state.hangs = true;
    else smtp.state.answer = answer;
    // The first claim fails; what becomes due again within the same run may be tried again in it.
    const [row] = await outbox().find({ kind: 'invitation' }).toArray();
    means.retry = { firstMs: 60_000, longestMs: 60_000, giveUpMs: 600_000 };
    expect(await deliverDue(means)).toMatchObject({ again: 1, sent: 0 });
    const waiting = await state();
    expect(waiting).toMatchObject({
      status: 'pending',
      mail: { state: 'queued', attempts: 1, nextAt: expect.any(Date) },
    });
    if (answer !== undefined) expect(waiting?.mail?.lastError).toContain('4.7.1 try again later');
    smtp.state.hangs = false;
    smtp.state.answer = '250 ok';
    await outbox().updateOne({ _id: row?._id ?? '' }, { $set: { dueAt: new Date(0) } });
    expect(await deliverDue(means)).toMatchObject({ sent: 1 });
    expect(smtp.received).toHaveLength(1);
  },
);

test('a refusal for good is told in the server’s words and not repeated', async () => {
  const { state } = await invited();
  smtp.state.answer = '550 5.1.1 no such mailbox';
  expect(await deliverDue(means)).toMatchObject({ failed: 1 });
  expect(await state()).toMatchObject({
    mail: { state: 'failed', lastError: expect.stringContaining('no such mailbox') },
  });
  expect(await deliverDue(means)).toEqual({ sent: 0, dropped: 0, failed: 0, again: 0 });
});

test('after three days it is given up', async () => {
  await invited();
  await outbox().updateMany({}, { $set: { createdAt: new Date(Date.now() - 120_000) } });
  smtp.state.answer = '451 busy';
  expect(await deliverDue(means)).toMatchObject({ failed: 1 });
});

test('a worker that died before or after the server took it: another sends it, with the same Message-ID and link', async () => {
  await invited();
  const row = await claimDue('mail');
  if (row === undefined) throw new Error('nothing due');
  // It died after the server's 250 and before it could say so.
  await deliverDue(means);
  expect(smtp.received).toHaveLength(0);
  await outbox().updateOne({ _id: row._id }, { $set: { dueAt: new Date(0) } });
  await deliverDue(means);
  await outbox().updateOne({ _id: row._id }, { $set: { state: 'sending', dueAt: new Date(0) } });
  await deliverDue(means);
  expect(smtp.received).toHaveLength(2);
  const [first, second] = smtp.received;
  expect(headerOf(first, 'Message-ID')).toBe(`<${row._id}@harbor.example>`);
  expect(headerOf(second, 'Message-ID')).toBe(headerOf(first, 'Message-ID'));
  expect(linkOf(second)).toBe(linkOf(first));
});

test('many workers at once send each mail once', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  const addresses = Array.from(
    { length: 60 },
    (_, at) => `p${at}-${randomBytes(3).toString('hex')}@acme.example`,
  );
  await inviteCollaborators(owner, { keyId: key.id, addresses }, { mailSecret });
  const results = await Promise.all([deliverDue(means), deliverDue(means), deliverDue(means)]);
  expect(results.reduce((sum, { sent }) => sum + sent, 0)).toBe(60);
  expect(new Set(smtp.received.map(mail => headerOf(mail, 'To'))).size).toBe(60);
});

test('what was overtaken, and what was rolled back, is never sent', async () => {
  const { owner, state } = await invited();
  const id = (await state())?.id ?? '';
  await revokeInvitation(owner, id);
  await inTransaction(async session => {
    await queueMail(
      { kind: 'invitation', to: 'x@acme.example', refs: { invitationId: id, sending: 1 } },
      session,
    );
    throw new Error('the change failed');
  }).catch(() => {});
  expect(await deliverDue(means)).toMatchObject({ sent: 0, dropped: 1 });
  expect(smtp.received).toEqual([]);
});

test('the owner is notified once that the mail of an invitation failed for good', async () => {
  const { owner, address } = await invited();
  smtp.state.answer = '550 5.1.1 no such mailbox';
  await Promise.all([deliverDue(means), deliverDue(means)]);
  expect(await listNotifications(owner, { limit: 5 })).toMatchObject([
    {
      kind: 'mail_failed',
      title: `The mail to ${address} was not delivered`,
      text: expect.stringContaining('no such mailbox'),
      path: expect.stringMatching(/^\/apis\/.*#invitations$/),
    },
  ]);
});

test('a notification goes out with what happened, what to do and the row, and not to who lost access since', async () => {
  const { owner, key } = await invited();
  await outbox().deleteMany({});
  await aCollaborator(key, 'jo@acme.example');
  await aCollaborator(key, 'lost@acme.example');
  await switchKey(owner, { keyId: key.id, environment: 'production', active: false });
  await revokeInvitation(owner, await invitationOf(owner, key.id, 'lost@acme.example'));
  expect(await deliverDue(means)).toMatchObject({ sent: 1, dropped: 1 });
  const mail = smtp.received[0]?.replaceAll('=\n', '') ?? '';
  expect(headerOf(mail, 'To')).toContain('jo@acme.example');
  expect(headerOf(mail, 'Subject')).toContain(key.name);
  for (const part of ['403 key_inactive', 'What to do: Ask', `https://portal.example/shared/${key.id}`])
    expect(mail).toContain(part);
});

async function invitationOf(owner: Actor, keyId: string, address: string): Promise<string> {
  return (await listInvitations(owner, keyId)).find(each => each.address === address)?.id ?? '';
}

test('the reminder of an invitation has the same link as the invitation, and says that it ends soon', async () => {
  const { key, owner } = await invited();
  await deliverDue(means);
  const [row] = await listInvitations(owner, key.id);
  const soon = { $set: { expiresAt: new Date(Date.now() + 3_600_000) } };
  await database()
    .collection<{ _id: string }>('invitations')
    .updateOne({ _id: row?.id ?? '' }, soon);
  expect(await remindOfInvitations()).toBe(1);
  await deliverDue(means);
  const [first, second] = smtp.received;
  expect(headerOf(second, 'Subject')).toMatch(/^Ends soon: /);
  expect(linkOf(second)).toBe(linkOf(first));
});
