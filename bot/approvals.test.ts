import type { Actor } from '@ck/shared/accounts';
import { saveDocument } from '@ck/shared/endpoints';
import { getKey, type KeyView } from '@ck/shared/keys';
import { SlackMessage } from '@ck/shared/notifying';
import {
  approveRequest,
  declineRequest,
  getRequest,
  requestPermission,
  requestProduction,
} from '@ck/shared/requests';
import { aCollaborator, aDocument, aKey, anEndpoint } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { beforeEach, expect, test, vi } from 'vitest';
import { suiteBot } from './testing/bot-scene.ts';

suiteDatabase();
const scene = suiteBot();
const { kim, ana, slack } = scene;

let key: KeyView;
let mina: Actor;
beforeEach(async () => {
  key = (await aKey(scene.owner, scene.endpoint.id, { permissions: ['read'] })).key;
  mina = await aCollaborator(key);
});

const ask = async (note = '') =>
  await requestPermission(mina, { keyId: key.id, environment: 'sandbox', permission: 'update', note });
/** Until the message can be rewritten: it is sent before it is remembered. */
const remembered = async (requestId: string) =>
  await vi.waitFor(async () => expect(await SlackMessage.exists({ requestId })).not.toBeNull(), 5_000);

test('a request comes to the owner with evidence, is approved by one press, and the message says who did it', async () => {
  const asked = await ask('For <!here> returns');
  await kim.hears(`${key.name} asks: Update (PUT) in Sandbox`);
  await kim.hears('> For &lt;!here&gt; returns');
  await kim.hears('No call in Sandbox in the 7 days before.');
  await remembered(asked.id);
  await kim.clicks('Approve', { confirm: false });
  expect((await getRequest(scene.owner, asked.id)).status).toBe('pending');
  await kim.clicks('Approve', { confirm: true });
  await kim.hears('Approved for');
  await kim.hears(/\*Approved\* by kim-1@harbor\.example.*in Slack/);
  expect((await getKey(scene.owner, key.id)).sandbox.permissions).toEqual(['read', 'update']);
});

test('what is decided in the portal is rewritten in Slack; a late press learns who decided', async () => {
  await kim.types('/collabkey subscribe orders requests', { channel: 'api-operations' });
  await ana.hears('This channel is told of requests of Orders API now');
  const asked = await ask();
  await ana.hears(`${key.name} asks`);
  await remembered(asked.id);
  const message = slack.workspace.messages.at(-1);
  const withButtons = { ...message, blocks: [...(message?.blocks ?? [])] };
  await declineRequest(scene.owner, { requestId: asked.id, note: 'Not before December.' });
  await ana.hears(/\*Declined\* by[\s\S]*> Not before December\./);
  // Somebody whose Slack still shows the buttons.
  Object.assign(message ?? {}, { blocks: withButtons.blocks });
  await kim.clicks('Approve', { confirm: true });
  await kim.hears('kim-1@harbor.example declined this request already');
  await kim.hears('*Declined* by');
  expect(JSON.stringify(message?.blocks)).not.toContain('"act-0"');
});

test('declining asks for a reason by a form, and the person who asked reads it', async () => {
  const asked = await ask();
  await kim.hears(`${key.name} asks`);
  await remembered(asked.id);
  await kim.clicks('Decline');
  await kim.hears('Why');
  await kim.fills({ Why: ' ' });
  await kim.submits();
  await kim.hears('Say why');
  await kim.fills({ Why: 'Ask again in December.' });
  await kim.submits();
  await kim.hears('Declined for');
  expect((await getRequest(mina, asked.id)).decision).toMatchObject({
    note: 'Ask again in December.',
    surface: 'slack',
  });
  await kim.closes();
});

test('a deployment is what the owner has looked at: after another save it asks to look again', async () => {
  const endpoint = await anEndpoint(scene.owner, {
    slug: 'parcels',
    productionUpstream: 'http://127.0.0.1:9/production',
  });
  const newer = aDocument.replace('"1.0.0"', '"1.1.0"');
  const saved = await saveDocument(scene.owner, {
    ...{ endpointId: endpoint.id, document: newer, expectedVersion: endpoint.version },
  });
  const made = await aKey(scene.owner, endpoint.id, { name: 'Birch' });
  const lee = await aCollaborator(made.key);
  const asked = await requestProduction(lee, { keyId: made.key.id, note: '' });
  await kim.hears('Birch asks: Deploy to Production');
  await remembered(asked.id);
  await saveDocument(scene.owner, {
    endpointId: endpoint.id,
    document: aDocument.replace('"1.0.0"', '"1.2.0"'),
    expectedVersion: saved.version,
  });
  await kim.clicks('Approve and deploy', { confirm: true });
  await kim.hears('changed this meanwhile');
  expect((await getRequest(scene.owner, asked.id)).status).toBe('pending');
  // The message has its buttons again, with what there is now.
  await kim.hears('Birch asks: Deploy to Production');
  await kim.clicks('Approve and deploy', { confirm: true });
  await kim.hears('Approved for Birch: Deploy to Production');
  await expect(approveRequest(scene.owner, { requestId: asked.id })).rejects.toMatchObject({});
});

test('requests lists what waits, and Home shows it on top', async () => {
  const asked = await ask();
  await kim.hears(`${key.name} asks`);
  await kim.types('/collabkey requests');
  await kim.hears(`${key.name} asks`);
  await kim.opensHome();
  await kim.hears(new RegExp(`waiting[\\s\\S]*${key.name} asks`));
  await kim.clicks('Approve', { confirm: true, beside: 'No call in Sandbox' });
  await kim.hears('Approved for');
  await kim.closes();
  expect((await getRequest(scene.owner, asked.id)).status).toBe('approved');
});
