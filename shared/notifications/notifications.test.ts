import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { grantAccess, Invitation } from '../access/index.ts';
import { type Actor, actorOf, ensureAccount } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { database, inTransaction } from '../database/index.ts';
import {
  acceptInvitation,
  cutOffCompletely,
  inviteCollaborators,
  listInvitations,
} from '../invitations/index.ts';
import {
  deleteKey,
  endDuePauses,
  type KeyView,
  pauseKey,
  regenerateKey,
  savePermissions,
  switchKey,
} from '../keys/index.ts';
import type { OutboxDocument } from '../outbox/index.ts';
import { aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  countUnread,
  listAssignments,
  listMyRules,
  listNotifications,
  markRead,
  notificationMailFacts,
  saveAssignments,
  saveMyRule,
  sendTest,
} from './index.ts';

suiteDatabase();

let owner: Actor;
let mina: Actor & { kind: 'account' };
let key: KeyView;
let count = 0;

beforeEach(async () => {
  owner = await anOwner();
  ({ key } = await aKey(owner, (await anEndpoint(owner)).id));
  mina = await aPartner();
});

async function aPartner(): Promise<Actor & { kind: 'account' }> {
  const account = await ensureAccount(`mina-${++count}@acme.example`);
  await grantAccess({ endpointId: key.endpointId, keyId: key.id }, account);
  const actor = actorOf(account, 'portal');
  if (actor.kind !== 'account') throw new Error('an account acts');
  return actor;
}

const off = { environment: 'production', active: false } as const;
const switchOff = async () => await switchKey(owner, { keyId: key.id, ...off });
const inbox = async (actor: Actor) => await listNotifications(actor, { limit: 50 });
const kindsIn = async (actor: Actor) => (await inbox(actor)).map(({ kind }) => kind);
const mailsTo = async (address: string) =>
  await database().collection<OutboxDocument>('outbox').find({ kind: 'notification', to: address }).toArray();

describe('what an owner changes', () => {
  test('reaches every collaborator once, in the portal and by mail, with what to do and the row', async () => {
    const other = await aPartner();
    await switchOff();
    for (const person of [mina, other]) {
      expect(await inbox(person)).toMatchObject([
        {
          kind: 'key_switched',
          title: `Production key of ${key.name} is off`,
          text: expect.stringContaining('403 key_inactive'),
          next: expect.stringContaining('Ask'),
          path: `/shared/${key.id}?environment=production`,
          unread: true,
        },
      ]);
      const [mail, ...more] = await mailsTo((person as typeof mina).email);
      expect(more).toEqual([]);
      expect(await notificationMailFacts(String(mail?.refs.notificationId))).toMatchObject({
        kind: 'key_switched',
      });
    }
    expect(await inbox(owner)).toEqual([]);
  });

  test('is told for each kind by what was done, and not at all when nothing changed', async () => {
    await regenerateKey(owner, { keyId: key.id, environment: 'sandbox', keep: '24h' }, testSecrets);
    const { version } = await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: true });
    const form = { keyId: key.id, environment: 'sandbox' as const };
    const saved = await savePermissions(owner, { ...form, permissions: ['read'], expectedVersion: version });
    await savePermissions(owner, { ...form, permissions: ['read'], expectedVersion: saved.version });
    await pauseKey(owner, { ...form, for: '4h' });
    expect(await inbox(mina)).toMatchObject([
      { kind: 'key_switched', title: expect.stringContaining('is off for 4 hours') },
      { kind: 'permissions_changed', text: expect.stringContaining('allows now: Read') },
      { kind: 'key_regenerated', text: expect.stringContaining('24 hours more') },
    ]);
  });

  test('also what a job does: the end of a pause', async () => {
    await pauseKey(owner, { keyId: key.id, environment: 'production', for: '1h' });
    await database()
      .collection<{ _id: string }>('collaborationKeys')
      .updateOne({ _id: key.id }, { $set: { 'production.pause.until': new Date(0) } });
    expect(await endDuePauses()).toBe(1);
    expect((await inbox(mina))[0]).toMatchObject({
      title: `Production key of ${key.name} is on`,
      text: expect.stringContaining('Its pause is over'),
    });
  });

  test('is told nobody when it was not committed', async () => {
    const event = {
      action: 'key.switched',
      endpointId: key.endpointId,
      keyId: key.id,
      keyName: key.name,
    } as const;
    const facts = { before: { active: true }, after: { active: false } };
    await inTransaction(async session => {
      await recordAudit(owner, { ...event, ...facts }, session);
      throw new Error('the change failed');
    }).catch(() => {});
    expect(await inbox(mina)).toEqual([]);
    expect(await mailsTo(mina.email)).toEqual([]);
  });

  test('is told once for each change, however many change at once', async () => {
    await Promise.all([switchOff(), switchOff(), switchOff(), switchOff()]);
    expect(await kindsIn(mina)).toEqual(['key_switched']);
  });

  test('is not told to who lost access by it, and nothing old is shown to them any more', async () => {
    const other = await aPartner();
    await switchOff();
    const rows = await Invitation.find({ accountId: mina.accountId }).lean();
    await cutOffCompletely(owner, rows[0]?._id ?? '');
    expect(await inbox(mina)).toEqual([]);
    expect(await countUnread(mina)).toBe(0);
    expect((await inbox(other))[0]).toMatchObject({ title: `Both keys of ${key.name} are off` });
    const [mail] = await mailsTo(mina.email);
    expect(await notificationMailFacts(String(mail?.refs.notificationId))).toBeUndefined();
    await deleteKey(owner, { keyId: key.id });
    expect(await inbox(other)).toEqual([]);
  });
});

test('whoever invited somebody is told in the portal that the invitation was accepted, and nobody else', async () => {
  const mailSecret = { current: 1, versions: new Map([[1, randomBytes(32)]]) };
  const address = `new-${randomBytes(4).toString('hex')}@acme.example`;
  await inviteCollaborators(owner, { keyId: key.id, addresses: [address] }, { mailSecret });
  const [invitation] = await listInvitations(owner, key.id);
  await acceptInvitation(actorOf(await ensureAccount(address), 'portal'), invitation?.id ?? '');
  expect(await inbox(owner)).toMatchObject([
    {
      kind: 'invitation_accepted',
      title: `${address} has accepted`,
      path: expect.stringMatching(/#invitations$/),
    },
  ]);
  expect(await inbox(mina)).toEqual([]);
});

describe('assigning', () => {
  const assigned = async () =>
    (await listAssignments(owner, key.id))[0]?.kinds.filter(each => each.assigned).map(({ kind }) => kind);
  const assign = async (kinds: string[], actor = owner) =>
    await saveAssignments(actor, { keyId: key.id, accountId: mina.accountId, kinds });

  test('five kinds are a collaborator’s from accepting on; a kind that nothing causes is not offered', async () => {
    expect(await assigned()).toEqual([
      'key_switched',
      'key_regenerated',
      'permissions_changed',
      'old_key_ends',
      'owner_note',
    ]);
    const offered = (await listAssignments(owner, key.id))[0]?.kinds.map(({ kind }) => kind);
    expect(offered).not.toContain('key_in_url');
  });

  test('what an owner takes away is not told any more, and cannot be configured', async () => {
    expect(await assign(['error_rate'])).toEqual({ address: mina.email, assigned: 1 });
    expect(await assigned()).toEqual(['error_rate']);
    await switchOff();
    expect(await inbox(mina)).toEqual([]);
    expect((await listMyRules(mina))[0]?.rules.map(({ kind }) => kind)).toEqual(['error_rate']);
    const form = { keyId: key.id, kind: 'key_switched', on: true, mail: true, portal: true };
    await expect(saveMyRule(mina, form)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of a stranger, by a collaborator or of a kind that is none is refused', async () => {
    await expect(assign(['error_rate'], mina)).rejects.toMatchObject({ code: 'not_found' });
    await expect(assign(['error_rate'], await anOwner())).rejects.toMatchObject({ code: 'not_found' });
    for (const kinds of [['mail_failed'], ['constructor'], ['key_in_url']])
      await expect(assign(kinds)).rejects.toMatchObject({ code: 'invalid', field: 'kinds' });
    const stranger = { keyId: key.id, accountId: 'nobody', kinds: [] };
    await expect(saveAssignments(owner, stranger)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listAssignments(mina, key.id).catch(error => error.code)).toBe('not_found');
  });
});

describe('configuring', () => {
  const configure = async (
    rule: { on?: boolean; mail?: boolean; portal?: boolean; threshold?: number },
    kind = 'key_switched',
  ) => await saveMyRule(mina, { keyId: key.id, kind, on: true, mail: true, portal: true, ...rule });

  test('off is silent, by mail only is not in the inbox, in the portal only is no mail', async () => {
    await configure({ on: false });
    await switchOff();
    expect([await kindsIn(mina), await mailsTo(mina.email)]).toEqual([[], []]);
    await configure({ portal: false });
    await switchKey(owner, { keyId: key.id, ...off, active: true });
    expect([await kindsIn(mina), (await mailsTo(mina.email)).length]).toEqual([[], 1]);
    await configure({ mail: false });
    await switchOff();
    expect([await kindsIn(mina), (await mailsTo(mina.email)).length]).toEqual([['key_switched'], 1]);
  });

  test('a threshold stays within its range, and only where the kind has one', async () => {
    await saveAssignments(owner, {
      keyId: key.id,
      accountId: mina.accountId,
      kinds: ['error_rate', 'key_switched'],
    });
    for (const threshold of [0, 101, 2.5, Number.NaN])
      await expect(configure({ threshold }, 'error_rate')).rejects.toMatchObject({ field: 'threshold' });
    await configure({ threshold: 20 }, 'error_rate');
    await configure({ threshold: 20 });
    const [mine] = await listMyRules(mina);
    expect(mine?.rules).toMatchObject([{ kind: 'key_switched' }, { kind: 'error_rate', threshold: 20 }]);
    expect(mine?.rules[0]).not.toHaveProperty('threshold');
  });

  test('a test arrives the chosen ways, says that it is one, and is not had without end', async () => {
    await configure({ mail: false });
    expect(await sendTest(mina, { keyId: key.id, kind: 'key_switched' })).toEqual({
      mail: false,
      portal: true,
    });
    expect((await inbox(mina))[0]?.title).toMatch(/^Test: Sandbox key/);
    expect(await mailsTo(mina.email)).toEqual([]);
    for (let i = 1; i < 10; i++) await sendTest(mina, { keyId: key.id, kind: 'key_switched' });
    const again = sendTest(mina, { keyId: key.id, kind: 'key_switched' });
    await expect(again).rejects.toMatchObject({ code: 'limit_reached' });
    await expect(sendTest(owner, { keyId: key.id, kind: 'key_switched' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the inbox', () => {
  test('counts what is unread, and marks one or all as read, never somebody else’s', async () => {
    await switchOff();
    await switchKey(owner, { keyId: key.id, ...off, active: true });
    expect(await countUnread(mina)).toBe(2);
    const [newest, older] = await inbox(mina);
    const other = await aPartner();
    await markRead(other, { id: newest?.id ?? '' });
    expect(await countUnread(mina)).toBe(2);
    await markRead(mina, { id: newest?.id ?? '' });
    expect(await inbox(mina)).toMatchObject([{ unread: false }, { unread: true }]);
    await markRead(mina, 'all');
    expect(await countUnread(mina)).toBe(0);
    expect(await listNotifications(mina, { limit: 50, before: newest?.id ?? '' })).toMatchObject([
      { id: older?.id },
    ]);
  });
});
