import { database } from '@ck/shared/database';
import { listNotifications, saveAssignments } from '@ck/shared/notifications';
import { aCollaborator, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callGateway } from './support/call-gateway.ts';
import { readMails } from './support/mailbox.ts';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const minute = 60_000;

/** How the job that evaluates alerts has run last. */
const look = async () =>
  await database()
    .collection<{ lastFinishedAt: Date }>('agendaJobs')
    .findOne({ name: 'evaluate-errors' })
    .then(job => job ?? { lastFinishedAt: undefined });

test('real calls that fail bring the alert within a minute, as one message, in the portal and by mail', {
  timeout: 2 * minute,
}, async () => {
  const { gatewayUrl, mailUrl } = portal.system();
  const owner = await anOwner('kim@harbor.example');
  // Nothing listens there: every call is a 502.
  const endpoint = await anEndpoint(owner, { slug: 'orders', upstream: 'http://127.0.0.1:9/sandbox' });
  const { key, texts } = await aKey(owner, endpoint.id, { name: 'Acme Corp' });
  const mina = await aCollaborator(key, 'mina@acme.example');
  if (mina.kind !== 'account') throw new Error('an account acts');
  await saveAssignments(owner, { keyId: key.id, accountId: mina.accountId, kinds: ['error_rate'] });
  const fail = async () =>
    expect((await callGateway(`${gatewayUrl}/orders/orders`, texts.sandbox)).status).toBe(502);
  for (let call = 0; call < 10; call++) await fail();

  const alerts = async () => (await listNotifications(mina, { limit: 10 })).map(({ title }) => title);
  const expected = ['Sandbox key of Acme Corp: 100 % of its calls fail'];
  await expect.poll(alerts, { timeout: minute, interval: 500 }).toEqual(expected);
  const mailed = async () =>
    (await readMails(mailUrl)).filter(({ subject }) => subject.startsWith(expected[0] ?? '')).length;
  await expect.poll(mailed, { timeout: 20_000, interval: 500 }).toBe(1);
  // It goes on, through another look of the job: nobody is told again.
  for (let call = 0; call < 10; call++) await fail();
  const { lastFinishedAt: before } = await look();
  await expect.poll(async () => (await look()).lastFinishedAt, { timeout: minute }).not.toEqual(before);
  expect(await alerts()).toEqual(expected);
  expect(await mailed()).toBe(1);
});
