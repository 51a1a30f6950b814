import { getKey, type KeyView, switchKey } from '@ck/shared/keys';
import { evaluateChannelErrors, listNotifications } from '@ck/shared/notifications';
import { SlackSubscription } from '@ck/shared/notifying';
import { aCollaborator, aKey } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { suiteBot } from './testing/bot-scene.ts';
import { createCall } from './testing/calls.ts';

suiteDatabase();
const scene = suiteBot();
const { kim, ana, slack } = scene;

let acme: KeyView;
beforeAll(async () => {
  acme = (await aKey(scene.owner, scene.endpoint.id, { name: 'Acme <!everyone>' })).key;
});

test('errors are told to the channel with the switch on them; the partner is told from there', async () => {
  const mina = await aCollaborator(acme);
  await kim.types('/collabkey subscribe orders errors', { channel: 'api-operations' });
  await kim.hears('Done: errors of Orders API. Where all is well, nothing is said.');
  for (let i = 0; i < 3; i++) await createCall(acme, { outcome: 'permission_missing', status: 403 });
  await createCall(acme, { outcome: 'upstream_timeout', status: 504 });
  await SlackSubscription.updateOne({}, { $set: { errorsLookedAtTo: new Date(Date.now() - 60_000) } });
  expect(await evaluateChannelErrors()).toBe(1);
  await ana.hears(
    /Orders API: 4 calls went wrong[\s\S]*3 × 403 permission_missing · 1 × 504 upstream_timeout/,
  );
  await kim.clicks('Show last refusals');
  await kim.hears('3 × 403 permission_missing* in Sandbox');
  await kim.clicks('Tell the partner', { beside: '3 × 403' });
  await kim.hears('To the people of *Acme');
  await kim.fills({ Text: 'Your app sends PUT without the permission since 09:00' });
  await kim.submits();
  await kim.hears('Told 1 person of Acme');
  await kim.closes();
  const notifications = await listNotifications(mina, { limit: 5 });
  expect(notifications[0]).toMatchObject({ kind: 'owner_note' });
  await kim.clicks('Off 1 h', { beside: '1 × 504 upstream_timeout' });
  await kim.hears('Sandbox is off');
  const { pause } = (await getKey(scene.owner, acme.id)).sandbox;
  expect(Math.abs((pause?.until.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  // The others in the channel see the digest, and none of the owner's answers.
  expect(ana.sees().messages.every(({ onlyForYou }) => !onlyForYou)).toBe(true);
  expect(ana.sees().messages.some(({ words }) => words.includes('Sandbox is off'))).toBe(false);
});

test('changes are told in the words of the activity, with their receipt; off ends it', async () => {
  await kim.types('/collabkey subscribe orders changes', { channel: 'api-operations' });
  await kim.hears('Done: changes of Orders API');
  await switchKey(scene.owner, { keyId: acme.id, environment: 'production', active: false });
  await ana.hears(/Acme &lt;!everyone&gt;>\* · Production: Switched off/);
  await kim.types('/collabkey subscribe', { channel: 'api-operations' });
  await kim.hears('*Orders API*: changes');
  await kim.types('/collabkey subscribe orders off', { channel: 'api-operations' });
  await kim.hears('This channel is told nothing of Orders API any more');
  expect(await SlackSubscription.countDocuments()).toBe(0);
});

test('a channel that the app is not in is not subscribed, and it is said what to do', async () => {
  await kim.types('/collabkey subscribe orders', { channel: 'elsewhere' });
  await kim.hears('Type /invite @Collaboration Keys here');
  expect(await SlackSubscription.countDocuments()).toBe(0);
  expect(JSON.stringify(slack.workspace.messages)).not.toContain('"<!everyone>');
});
