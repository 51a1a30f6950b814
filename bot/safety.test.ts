import { listActivity } from '@ck/shared/endpoints';
import { getKey, type KeyView, switchKey } from '@ck/shared/keys';
import { aKey } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { sendSigned, suiteBot } from './testing/bot-scene.ts';

suiteDatabase();
const scene = suiteBot();
const { kim, ana, slack } = scene;

let acme: KeyView;
beforeAll(async () => {
  acme = (await aKey(scene.owner, scene.endpoint.id, { name: 'Acme' })).key;
});

const off = (environment = 'sandbox') => ({
  command: '/collabkey',
  text: `off acme ${environment}`,
  team_id: 'T0LOCAL',
  team_domain: 'harbor',
  channel_id: 'C0OPS',
  user_id: 'U0KIM',
  trigger_id: '1.2',
  response_url: 'https://hooks.slack.com/respond/none',
});
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
const isActive = async () => (await getKey(scene.owner, acme.id)).sandbox.active;

test('what is unsigned, wrongly signed, tampered with or six minutes old is refused with 401', async () => {
  expect(await sendSigned(scene.url, off(), { signed: false })).toBe(401);
  expect(await sendSigned(scene.url, off(), { secret: 'another-signing-secret' })).toBe(401);
  expect(await sendSigned(scene.url, off(), { tamper: '&text=on' })).toBe(401);
  expect(await sendSigned(scene.url, off(), { at: seconds(-360) })).toBe(401);
  expect(await isActive()).toBe(true);
});

test('what is dated ahead does nothing: it could be sent again for as long', async () => {
  await sendSigned(scene.url, off(), { at: seconds(3_600) });
  // The next command is worked on after it, and the first one has done nothing by then.
  await kim.types('/collabkey show acme');
  await kim.hears('*Sandbox*  Active');
  expect(await isActive()).toBe(true);
});

test('four deliveries of one request have one effect', async () => {
  await kim.types('/collabkey off acme sandbox');
  await kim.hears('Sandbox is off');
  await switchKey(scene.owner, { keyId: acme.id, environment: 'sandbox', active: true });
  await Promise.all([slack.sendsAgain(), slack.sendsAgain(), slack.sendsAgain()]);
  await kim.types('/collabkey show acme');
  await kim.hears('*Sandbox*  Active');
  const events = await listActivity(scene.owner, { endpointId: acme.endpointId, surface: 'slack', limit: 9 });
  expect(events).toHaveLength(1);
});

test('a press by somebody who is not connected does nothing, whoever asked', async () => {
  await kim.types('/collabkey off acme production');
  await kim.hears('Deactivate Acme');
  const message = slack.workspace.messages.at(-1);
  if (message === undefined) throw new Error('nothing was asked');
  // Others do not see it in Slack; a forged press would come from there all the same.
  message.onlyFor = 'U0ANA';
  await ana.clicks('Deactivate Production');
  await ana.hears('not connected to an account yet');
  expect((await getKey(scene.owner, acme.id)).production.active).toBe(true);
});

test('a button with a made-up value does nothing', async () => {
  await kim.types('/collabkey off acme production');
  await kim.hears('Deactivate Acme');
  const asked = slack.workspace.messages.at(-1)?.blocks.find(({ type }) => type === 'actions');
  const [, button] = (asked?.elements ?? []) as { value?: string }[];
  const { version: _version, ...unversioned } = JSON.parse(button?.value ?? '{}');
  Object.assign(button ?? {}, { value: JSON.stringify(unversioned) });
  await kim.clicks('Deactivate Production');
  await kim.hears('This question is too old');
  await kim.types('/collabkey show acme');
  await kim.hears('*Production*  Active');
});
