import { listActivity } from '@ck/shared/endpoints';
import { listInvitations } from '@ck/shared/invitations';
import { findKeysByName, getKey, type KeyView } from '@ck/shared/keys';
import { aCollaborator, aKey } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { clock, suiteBot } from './testing/bot-scene.ts';
import { createCall } from './testing/calls.ts';

suiteDatabase();
const scene = suiteBot();
const { kim, slack } = scene;

let acme: KeyView;
let keyText: string;
beforeAll(async () => {
  const made = await aKey(scene.owner, scene.endpoint.id, { name: 'Acme <!channel>' });
  acme = made.key;
  keyText = made.texts.production;
  await aKey(scene.owner, scene.endpoint.id, { name: 'Birch' });
  await aKey(scene.owner, scene.endpoint.id, { name: 'Birchwood' });
});

const now = async () => await getKey(scene.owner, acme.id);
/** Everything that Slack was given, as it was given. */
const everything = () => JSON.stringify([slack.workspace.messages, [...slack.workspace.stacks.values()]]);

describe('looking', () => {
  test('nothing typed shows the keys as buttons, and one leads on', async () => {
    await kim.types('/collabkey');
    await kim.hears('3 collaboration keys. Which one?');
    await kim.clicks('Acme <!channel> on orders');
    await kim.hears('*Production*  Active');
  });

  test('list shows both environments in pages, and never calls a channel', async () => {
    await kim.types('/collabkey list');
    expect(await kim.hears('Sandbox Active · Production Active')).toMatchObject({ onlyForYou: true });
    await kim.types('/collabkey list nobody');
    await kim.hears('No key begins with "nobody"');
    expect(everything()).not.toContain('<!channel>');
  });

  test('show tells one key, masked, with what can be done', async () => {
    await kim.types('/collabkey show acme');
    await kim.hears(`ck_prod_…${keyText.slice(-4)}`);
    expect(everything()).not.toContain(keyText);
  });

  test('help lists every verb; of one verb it shows examples', async () => {
    await kim.types('/collabkey help');
    await kim.hears('/collabkey toggle');
    await kim.types('/collabkey help regenerate');
    await kim.hears('/collabkey regenerate acme production keep 24h');
  });
});

describe('switching', () => {
  test('a sandbox switch is done at once, with its receipt, and undone while nobody changed anything', async () => {
    await kim.types('/collabkey off acme sandbox');
    await kim.hears('Sandbox is off for Acme');
    await kim.hears(/no gateway is running: holds from the next start · epoch \d+/);
    expect((await now()).sandbox.active).toBe(false);
    await kim.clicks('Undo');
    await kim.hears('Sandbox is active');
    expect((await now()).sandbox.active).toBe(true);
  });

  test('an undo that comes after another change, or too late, changes nothing', async () => {
    await kim.types('/collabkey off acme sandbox');
    await kim.hears('Sandbox is off');
    await kim.types('/collabkey permissions acme sandbox -delete');
    await kim.hears('may do in Sandbox: Create (POST), Read (GET), Update (PUT)');
    await kim.clicks('Undo', { beside: 'Sandbox is off' }).catch(() => undefined);
    await kim.types('/collabkey on acme sandbox');
    await kim.hears('Sandbox is active');
    clock.aheadMs = 11 * 60_000;
    await kim.clicks('Undo');
    await kim.hears('This question is too old');
    expect((await now()).sandbox).toMatchObject({ active: true });
  });

  test('production asks first; keeping keeps it, pressing does it, an outdated press does not', async () => {
    await kim.types('/collabkey off “Acme <!channel>” production');
    await kim.hears('Deactivate Acme');
    await kim.clicks('Keep active');
    await kim.hears('Nothing was changed');
    expect((await now()).production.active).toBe(true);
    await kim.types('/collabkey off acme production');
    await kim.hears('Every Production call with this key is refused. Sandbox stays as it is.');
    await kim.types('/collabkey off acme sandbox');
    await kim.hears('Sandbox is off');
    const { messages } = kim.sees();
    expect(messages.some(({ words }) => words.includes('Deactivate Acme'))).toBe(true);
    await kim.clicks('Deactivate Production');
    await kim.hears('changed this meanwhile');
    await kim.types('/collabkey off acme production');
    await kim.hears('Deactivate Acme');
    await kim.clicks('Deactivate Production');
    await kim.hears('Production is off');
    expect((await now()).production.active).toBe(false);
  });

  test('what is off already is said with who did it; a second toggle within a minute asks', async () => {
    await kim.types('/collabkey off acme sandbox');
    await kim.hears(/already off for Acme[\s\S]*By kim-1@harbor\.example, \d+ s ago/);
    await kim.types('/collabkey toggle acme sandbox');
    await kim.hears('Activate Acme');
    expect((await now()).sandbox.active).toBe(false);
    clock.aheadMs = 61_000;
    await kim.types('/collabkey toggle acme sandbox');
    await kim.hears('Sandbox is active');
    clock.aheadMs = 0;
    await kim.types('/collabkey on acme production');
    await kim.hears('Calls with this key work again in Production');
    await kim.clicks('Activate Production');
    await kim.hears('Production is active');
  });

  test('off for a time goes on by itself, and says when', async () => {
    await kim.types('/collabkey off birch production for 2h');
    await kim.hears('Deactivate Birch in Production for 2h?');
    await kim.clicks('Deactivate Production');
    await kim.hears('On again by itself');
    const { keys } = await findKeysByName(scene.owner, { start: 'birch' });
    const until = keys[0]?.key.production.pause?.until.getTime() ?? 0;
    expect(Math.abs(until - Date.now() - 2 * 3_600_000)).toBeLessThan(60_000);
  });
});

describe('keys and permissions', () => {
  test('create makes both keys from one line; the name twice is refused with the way on', async () => {
    await kim.types('/collabkey create “Cedar & Co” on orders read,create');
    await kim.hears('Cedar &amp; Co has its keys for Orders API');
    const { keys } = await findKeysByName(scene.owner, { start: 'cedar' });
    expect(keys[0]?.key).toMatchObject({
      name: 'Cedar & Co',
      production: { permissions: ['create', 'read'] },
    });
    await kim.types('/collabkey create “cedar & co” on orders');
    await kim.hears('already exists on Orders API');
  });

  test('create without the rest opens a form; what is wrong stands under its field, what is typed stays', async () => {
    await kim.types('/collabkey create Dune');
    await kim.hears('Collaboration key name');
    await kim.fills({ 'Collaboration key name': 'Birch', Description: keyText });
    await kim.submits();
    await kim.hears('This is a whole key');
    await kim.fills({ Description: 'Returns desk' });
    await kim.submits();
    await kim.hears('“Birch” already exists on Orders API');
    await kim.fills({ 'Collaboration key name': 'Dune' });
    await kim.submits();
    await kim.hears('Dune has its keys');
    await kim.clicks('Invite');
    await kim.hears('E-mail addresses');
    await kim.closes();
    const { keys } = await findKeysByName(scene.owner, { start: 'dune' });
    expect(keys[0]?.key.description).toBe('Returns desk');
    await kim.closes();
  });

  test('permissions are changed by signs, in production after a question that counts what it would refuse', async () => {
    await createCall(acme, { method: 'DELETE', needed: 'delete' });
    await kim.types('/collabkey permissions acme production +read —delete');
    await kim.hears('1 call from 1 address in the last 24 h would have been refused');
    await kim.clicks('Save for Production');
    await kim.hears('may do in Production: Create (POST), Read (GET), Update (PUT)');
    expect((await now()).production.permissions).toEqual(['create', 'read', 'update']);
    await kim.clicks('Undo');
    await kim.hears('Delete (DELETE)');
    await kim.types('/collabkey permissions acme production +fly');
    await kim.hears('"+fly" is no permission');
  });

  test('permissions without changes open a form with what there is', async () => {
    await kim.types('/collabkey permissions birchwood sandbox');
    await kim.hears('Permissions in Sandbox');
    await kim.fills({ 'Permissions in Sandbox': ['read'] });
    await kim.submits();
    await kim.hears('Birchwood may do in Sandbox: Read (GET)');
    await kim.closes();
  });

  test('regenerate asks, shows the new key masked only, and the old one can be ended', async () => {
    await kim.types('/collabkey regenerate birchwood sandbox keep 24h');
    await kim.hears('It works for 24h more, beside the new one');
    await kim.clicks('Regenerate Sandbox');
    await kim.hears('Sandbox has a new key for Birchwood');
    await kim.clicks('End old key now');
    await kim.hears('The old Sandbox key of Birchwood has ended');
    await kim.types('/collabkey regenerate birchwood sandbox');
    await kim.hears(/It was regenerated \d+ s ago/);
    expect(everything()).not.toMatch(/ck_(sbx|prod)_[0-9A-Za-z]{36}/);
  });

  test('delete hands over the page where the name is typed', async () => {
    await kim.types('/collabkey delete birchwood');
    await kim.hears('Birchwood is deleted in the portal');
  });
});

describe('people', () => {
  test('invite takes what Slack makes of addresses; each is told, and resend and revoke follow', async () => {
    await kim.types('/collabkey invite acme mina@acme.example, not-an-address joe@acme.example');
    await kim.hears('2 invitations to Acme');
    await kim.hears('not-an-address: This is no e-mail address');
    await kim.types('/collabkey resend acme mina@acme.example');
    await kim.hears('It was sent a moment ago');
    await kim.types('/collabkey revoke acme');
    await kim.hears('joe@acme.example · Pending');
    await kim.types('/collabkey revoke acme joe@acme.example');
    await kim.hears('Revoke the invitation of joe@acme.example?');
    await kim.clicks('Revoke');
    await kim.hears('is revoked');
    const all = await listInvitations(scene.owner, acme.id);
    expect(Object.fromEntries(all.map(({ address, status }) => [address, status]))).toEqual({
      'mina@acme.example': 'pending',
      'joe@acme.example': 'revoked',
    });
  });

  test('invite without addresses opens a form', async () => {
    await kim.types('/collabkey invite birchwood');
    await kim.hears('E-mail addresses');
    await kim.fills({ 'E-mail addresses': 'lee@birch.example\nnobody' });
    await kim.submits();
    await kim.hears('This is no e-mail address: nobody');
    await kim.fills({ 'E-mail addresses': 'lee@birch.example\nkai@birch.example' });
    await kim.submits();
    await kim.hears('2 invitations to Birchwood');
    await kim.closes();
  });
});

test('revoking access says that the key still works, with the switches beside it', async () => {
  const mina = await aCollaborator(acme, 'nora@acme.example');
  await kim.types('/collabkey revoke acme nora@acme.example');
  await kim.hears('Revoke the access of nora@acme.example?');
  await kim.clicks('Revoke Access');
  await kim.hears('The key itself still works for whoever has it.');
  await expect(getKey(mina, acme.id)).rejects.toMatchObject({ code: 'not_found' });
  await kim.clicks('Deactivate Production');
  await kim.hears('Deactivate Acme');
  await kim.clicks('Keep active');
});

describe('calls', () => {
  test('logs group what went wrong, with the switch beside it; a request id finds one call', async () => {
    const id = await createCall(acme, { outcome: 'permission_missing', status: 403, method: 'PUT' });
    await kim.types('/collabkey logs acme');
    await kim.hears('1 × 403 permission_missing* in Sandbox: The key had no permission for this method');
    await kim.clicks('Off 1 h');
    await kim.hears('Sandbox is off');
    await kim.types(`/collabkey logs ${id}`);
    await kim.hears('PUT /orders → 403');
    await kim.types('/collabkey logs 01KB3Q7W9E4M2T6Y8A0C5F1GHJ');
    await kim.hears('This call does not exist');
  });

  test('stats tell calls, errors and times by environment', async () => {
    await kim.types('/collabkey stats acme');
    await kim.hears(/\*Sandbox\* {2}\d calls? · [\d.]+ % errors · p50/);
    await kim.hears('Most called: PUT outside of the document');
  });
});

describe('mistakes are answered with what to do', () => {
  test.each([
    ['off acme sandbox for ever', 'Say how long'],
    ['on acme sandbox for 2h', '"for 2h" is too much'],
    ['show', 'Which key?'],
    ['off acme', 'Which environment?'],
    ['off acme staging', '"staging" is no environment'],
    ['off nobody sandbox', 'No key is called "nobody"'],
    ['off "acme', 'closing'],
    ['frobnicate', 'Help lists all verbs'],
    ['create X on nowhere', 'No API of yours is called "nowhere"'],
    ['regenerate acme sandbox keep 2y', 'The old key can be kept for 1h, 24h, 7d'],
    ['subscribe orders weather', 'Choose among errors, requests, changes'],
    ['connect WRONG', 'This code is wrong'],
  ])('%s', async (text, words) => {
    await kim.types(`/collabkey ${text}`);
    const heard = await kim.hears(words);
    expect(heard.blocks.some(({ type }) => type === 'actions')).toBe(true);
  });

  test('a mistyped verb is run by a button, a missing environment chosen by one', async () => {
    await kim.types('/collabkey tggle birchwood sandbox');
    await kim.hears('Did you mean toggle?');
    await kim.clicks('Run toggle');
    await kim.hears('Sandbox is off for Birchwood');
    await kim.types('/collabkey off acme');
    await kim.hears('Which environment?');
    await kim.clicks('Production');
    await kim.hears('Deactivate Acme');
  });

  test('a name that several begin with is chosen from, never guessed', async () => {
    await aKey(scene.owner, scene.endpoint.id, { name: 'Acme Logistics' });
    await kim.types('/collabkey off acme sandbox');
    await kim.hears('2 keys match "acme". Which one?');
    await kim.clicks('Acme Logistics on orders');
    await kim.hears('Sandbox is off for Acme Logistics');
  });

  test('a whole key is never echoed; its owner is offered to regenerate it', async () => {
    await kim.types(`/collabkey off ${keyText} production`);
    await kim.hears(`You typed a whole key (ck_prod_…${keyText.slice(-4)})`);
    await kim.clicks('Regenerate');
    await kim.hears('Regenerate the Production key of Acme');
    const said = slack.workspace.messages.filter(({ from }) => from !== 'U0KIM');
    expect(JSON.stringify(said.map(({ text, blocks }) => [text, blocks]))).not.toContain(keyText);
  });
});

test('what is done from Slack is the owner’s, and the activity says so', async () => {
  const [event] = await listActivity(scene.owner, { endpointId: scene.endpoint.id, limit: 1 });
  expect(event).toMatchObject({ surface: 'slack', who: scene.owner.email });
});

test('who is not connected, a guest and a person of another company see nothing and do nothing', async () => {
  const before = await now();
  for (const [id, words] of [
    ['U0ANA', 'not connected to an account yet'],
    ['U0LEO', 'Guests and people of other workspaces'],
    ['U0SAM', 'Guests and people of other workspaces'],
  ] as const) {
    const person = slack.person(id);
    for (const text of ['list', 'off acme production', 'toggle acme sandbox']) {
      await person.types(`/collabkey ${text}`);
      await person.hears(words);
    }
  }
  expect(await now()).toEqual(before);
});
