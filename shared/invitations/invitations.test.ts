import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Actor, actorOf, ensureAccount } from '../accounts/index.ts';
import { database } from '../database/index.ts';
import type { EndpointView } from '../endpoints/index.ts';
import { deleteKey, getKey, type KeyView, listSharedKeys } from '../keys/index.ts';
import type { OutboxDocument } from '../outbox/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  acceptByLink,
  acceptInvitation,
  askForNewInvitation,
  countInvitations,
  cutOffCompletely,
  invitationMailFacts,
  inviteCollaborators,
  listInvitations,
  listWaitingInvitations,
  openInvitation,
  resendInvitation,
  revokeInvitation,
} from './index.ts';

suiteDatabase();

const mailSecret: VersionedSecret = {
  current: 2,
  versions: new Map([
    [1, randomBytes(32)],
    [2, randomBytes(32)],
  ]),
};
const day = 24 * 60 * 60_000;

let owner: Actor;
let endpoint: EndpointView;
let key: KeyView;
let count = 0;
let address: string;

beforeEach(async () => {
  owner = await anOwner();
  endpoint = await anEndpoint(owner);
  ({ key } = await aKey(owner, endpoint.id));
  address = `mina-${++count}@acme.example`;
});

const means = (now = new Date(), limits = {}) => ({
  mailSecret,
  now,
  limits: { perOwnerHour: 100, perAddressDay: 3, resendSeconds: 60, ...limits },
});
const invite = (now?: Date) =>
  inviteCollaborators(owner, { keyId: key.id, addresses: [address] }, means(now));
const outbox = () => database().collection<OutboxDocument>('outbox');

async function only() {
  const [invitation] = await listInvitations(owner, key.id);
  if (invitation === undefined) throw new Error('no invitation');
  return invitation;
}

/** The token as the newest mail carries it. */
async function tokenOf(id: string): Promise<string> {
  const [row] = await outbox()
    .find({ kind: 'invitation', 'refs.invitationId': id })
    .sort({ _id: -1 })
    .toArray();
  const sending = Number(row?.refs.sending);
  const facts = await invitationMailFacts({ invitationId: id, sending }, mailSecret, new Date(0));
  if (facts === undefined) throw new Error('no facts');
  return facts.token;
}

const personOf = async (email: string): Promise<Actor> => actorOf(await ensureAccount(email), 'portal');

describe('inviting', () => {
  test('a pasted list gets a result for each address, and one that is refused keeps nobody else out', async () => {
    await invite();
    const addresses = [
      address.toUpperCase(),
      'nobody',
      ` tomas-${count}@acme.example `,
      '',
      `tomas-${count}@acme.example`,
    ];
    const results = await inviteCollaborators(owner, { keyId: key.id, addresses }, means());
    expect(results).toEqual([
      { address, outcome: 'refused', reason: 'already_invited', message: expect.any(String) },
      { address: 'nobody', outcome: 'refused', reason: 'malformed', message: expect.any(String) },
      { address: `tomas-${count}@acme.example`, outcome: 'invited' },
    ]);
    expect(await countInvitations([key.id])).toEqual(new Map([[key.id, { accepted: 0, pending: 2 }]]));
  });

  test('the mail is queued with the invitation, and neither holds the token', async () => {
    await invite();
    const { id, mail } = await only();
    expect(mail).toEqual({ state: 'queued', attempts: 0 });
    const token = await tokenOf(id);
    const stored = JSON.stringify([
      await outbox().find().toArray(),
      await database().collection('invitations').find().toArray(),
    ]);
    expect(stored).not.toContain(token);
  });

  test('what is rolled back sends nothing', async () => {
    const before = await outbox().countDocuments();
    await Promise.all([invite(), invite(), invite()]);
    expect(await outbox().countDocuments()).toBe(before + 1);
    expect(await listInvitations(owner, key.id)).toHaveLength(1);
  });

  test('resending makes a new link for 7 days, and the one before is dead; not more than once a minute', async () => {
    const began = new Date(Date.now() - 8 * day);
    await invite(began);
    const { id, status } = await only();
    expect(status).toBe('expired');
    const old = await tokenOf(id);
    const resent = await resendInvitation(owner, id, means());
    expect(resent).toMatchObject({ id, status: 'pending' });
    expect(resent.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * day);
    expect(await openInvitation(old)).toEqual({ kind: 'ended' });
    expect(await openInvitation(await tokenOf(id))).toMatchObject({ kind: 'open', address });
    await expect(resendInvitation(owner, id, means())).rejects.toMatchObject({ code: 'limit_reached' });
  });

  test('inviting an expired address sends it again, a revoked one anew', async () => {
    await invite(new Date(Date.now() - 8 * day));
    const { id } = await only();
    expect(await invite()).toMatchObject([{ outcome: 'resent' }]);
    expect((await only()).id).toBe(id);
    await revokeInvitation(owner, id);
    expect(await invite()).toMatchObject([{ outcome: 'invited' }]);
    expect((await only()).id).not.toBe(id);
  });

  test('nobody is flooded: an address gets three a day, an owner sends so many an hour', async () => {
    for (let sent = 0; sent < 3; sent++) {
      expect(await invite()).toMatchObject([{ outcome: 'invited' }]);
      await revokeInvitation(owner, (await only()).id);
    }
    expect(await invite()).toMatchObject([{ reason: 'limit_reached' }]);
    const few = means(new Date(), { perOwnerHour: 4 });
    const addresses = [`x-${count}@acme.example`, `y-${count}@acme.example`];
    const results = await inviteCollaborators(owner, { keyId: key.id, addresses }, few);
    expect(results).toMatchObject([{ outcome: 'invited' }, { reason: 'limit_reached' }]);
  });

  test('who does not own the key does nothing to its people', async () => {
    await invite();
    const { id } = await only();
    const stranger = await anOwner();
    const acts = [
      () => inviteCollaborators(stranger, { keyId: key.id, addresses: ['a@b.example'] }, means()),
      () => listInvitations(stranger, key.id),
      () => resendInvitation(stranger, id, means()),
      () => revokeInvitation(stranger, id),
      () => cutOffCompletely(stranger, id),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the link', () => {
  test('looking at it consumes nothing; accepting does, once, also for two at the same moment', async () => {
    await invite();
    const { id } = await only();
    const token = await tokenOf(id);
    expect(await openInvitation(token)).toMatchObject({
      kind: 'open',
      hasAccount: false,
      endpoint: endpoint.name,
    });
    expect(await openInvitation(token)).toMatchObject({ kind: 'open' });
    const mina = await personOf(address);
    const accepted = await Promise.allSettled([acceptByLink(mina, token), acceptByLink(mina, token)]);
    expect(accepted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await openInvitation(token)).toEqual({ kind: 'ended' });
    expect((await listSharedKeys(mina)).map(shared => shared.key.id)).toEqual([key.id]);
    expect(await only()).toMatchObject({ status: 'accepted' });
  });

  test('it is bound to its address: who is signed in as another is told so', async () => {
    await invite();
    const token = await tokenOf((await only()).id);
    const other = await personOf(`other-${count}@acme.example`);
    await expect(acceptByLink(other, token)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(address),
    });
    expect(await openInvitation(token)).toMatchObject({ kind: 'open' });
  });

  test('used, revoked, replaced, foreign, of a deleted key: all alike', async () => {
    await invite();
    const { id } = await only();
    const token = await tokenOf(id);
    await deleteKey(owner, { keyId: key.id });
    const mina = await personOf(address);
    for (const each of [token, 'foreign', '']) {
      expect(await openInvitation(each)).toEqual({ kind: 'ended' });
      await expect(acceptByLink(mina, each)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(acceptInvitation(mina, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an expired one cannot be accepted, and asks the owner for a new one, once', async () => {
    await invite(new Date(Date.now() - 8 * day));
    const { id } = await only();
    const token = await tokenOf(id);
    expect(await openInvitation(token)).toEqual({ kind: 'expired', endpoint: endpoint.name });
    await expect(acceptByLink(await personOf(address), token)).rejects.toMatchObject({ code: 'not_found' });
    await askForNewInvitation(token);
    await askForNewInvitation(token);
    await askForNewInvitation('foreign');
    expect(await outbox().countDocuments({ kind: 'invitation_wanted', 'refs.invitationId': id })).toBe(1);
  });
});

describe('afterwards', () => {
  async function accepted() {
    await invite();
    const { id } = await only();
    const mina = await personOf(address);
    expect(await listWaitingInvitations(mina)).toMatchObject([{ id, endpoint: endpoint.name }]);
    await acceptInvitation(mina, id);
    expect(await listWaitingInvitations(mina)).toEqual([]);
    return { id, mina };
  }

  test('who is signed in under the invited address accepts without the link; nobody else does', async () => {
    await invite();
    const { id } = await only();
    const other = await personOf(`other-${count}@acme.example`);
    expect(await listWaitingInvitations(other)).toEqual([]);
    await expect(acceptInvitation(other, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('revoked access ends with the next request, and the key itself still works', async () => {
    const { id, mina } = await accepted();
    await revokeInvitation(owner, id);
    await expect(getKey(mina, key.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await getKey(owner, key.id)).toMatchObject({
      sandbox: { active: true },
      production: { active: true },
    });
    expect(await only()).toMatchObject({ status: 'revoked' });
  });

  test('cutting off takes access and both keys in one write, and holds when it returns', async () => {
    const { id, mina } = await accepted();
    expect(await cutOffCompletely(owner, id)).toMatchObject({ status: 'revoked', fence: { kind: 'held' } });
    await expect(getKey(mina, key.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await getKey(owner, key.id)).toMatchObject({
      sandbox: { active: false },
      production: { active: false },
    });
  });

  test('an overtaken mail has nothing to say', async () => {
    await invite();
    const { id } = await only();
    await revokeInvitation(owner, id);
    expect(await invitationMailFacts({ invitationId: id, sending: 1 }, mailSecret)).toBeUndefined();
  });
});
