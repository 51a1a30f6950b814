import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Actor, linkSlackUser } from '@ck/shared/accounts';
import { getKey, listKeys } from '@ck/shared/keys';
import { createLog } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { HttpResponse, http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';

suiteDatabase();

const signingSecret = 'a-signing-secret-of-this-test';
const said: { text: string; blocks: { elements?: { value?: string }[] }[] }[] = [];
let heard = () => {};
const slack = setupServer(
  http.all(/^http:\/\/127\.0\.0\.1:\d+\//, () => passthrough()),
  http.post('https://hooks.slack.com/answer', async ({ request }) => {
    said.push((await request.json()) as (typeof said)[number]);
    heard();
    return HttpResponse.text('ok');
  }),
);
// Bolt keeps the fetch that it finds when it is made, so the stand-in comes first.
slack.listen({ onUnhandledFrame: 'error' });
const app = createApp(
  { signingSecret, token: 'xoxb-test', portal: 'http://portal.example' },
  createLog('bot', 'silent'),
);
let url = '';
let owner: Actor;
let endpointId = '';
let keyId = '';
let keyText = '';

beforeAll(async () => {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  endpointId = endpoint.id;
  const made = await aKey(owner, endpoint.id, { name: 'Acme <!channel>' });
  await aKey(owner, endpoint.id, { name: 'Acme Logistics' });
  keyId = made.key.id;
  keyText = made.texts.production;
  if (owner.kind === 'account')
    await linkSlackUser({ teamId: 'T1', userId: 'U1', accountId: owner.accountId });
});

afterAll(async () => {
  await app.stop();
  slack.close();
});

async function post(
  fields: Record<string, string>,
  { secret = signingSecret, at = Math.floor(Date.now() / 1000) } = {},
) {
  const body = new URLSearchParams(fields).toString();
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
  return await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Slack-Request-Timestamp': String(at),
      'X-Slack-Signature': signature,
    },
    body,
  });
}

let nonce = 0;
const commandOf = (text: string, user = 'U1') => ({
  command: '/collabkey',
  text,
  team_id: 'T1',
  user_id: user,
  trigger_id: String(++nonce),
  response_url: 'https://hooks.slack.com/answer',
});

async function answerTo(fields: Record<string, string>) {
  const answered = new Promise<void>(resolve => {
    heard = resolve;
  });
  expect((await post(fields)).status).toBe(200);
  await answered;
  const answer = said.at(-1);
  if (answer === undefined) throw new Error('nothing was said');
  return answer;
}

const press = (value: string, user = 'U1') => ({
  payload: JSON.stringify({
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: user, team_id: 'T1' },
    response_url: 'https://hooks.slack.com/answer',
    actions: [{ type: 'button', action_id: 'switch', block_id: String(++nonce), value }],
  }),
});

test('help lists every verb, and no text is help', async () => {
  expect(JSON.stringify(await answerTo(commandOf('')))).toContain('/collabkey toggle');
});

test('list shows the state of both environments and never calls a channel', async () => {
  const answer = JSON.stringify(await answerTo(commandOf('list')));
  expect(answer).toContain('Sandbox Active · Production Active');
  expect(answer).not.toContain('<!channel>');
});

test('a sandbox switch is done at once; a second toggle asks', async () => {
  expect((await answerTo(commandOf('toggle "acme <" sandbox'))).text).toContain('Sandbox is off');
  expect(await getKey(owner, keyId)).toMatchObject({
    sandbox: { active: false },
    production: { active: true },
  });
  expect((await answerTo(commandOf('toggle "acme <" sandbox'))).text).toContain('Activate');
  expect(await getKey(owner, keyId)).toMatchObject({ sandbox: { active: false } });
});

test('production asks first; pressing does it, a stranger’s press and an outdated one do not', async () => {
  const question = await answerTo(commandOf('off “Acme &lt;!channel&gt;” production'));
  expect(question.text).toContain('Deactivate');
  expect(JSON.stringify(question)).not.toContain('<!channel>');
  expect(await getKey(owner, keyId)).toMatchObject({ production: { active: true } });
  const value =
    question.blocks.flatMap(block => block.elements ?? []).find(element => element.value)?.value ?? '';
  expect((await answerTo(press(value, 'U-stranger'))).text).toContain('not connected');
  expect(await getKey(owner, keyId)).toMatchObject({ production: { active: true } });
  expect((await answerTo(press(value))).text).toContain('Production is off');
  expect(await getKey(owner, keyId)).toMatchObject({ production: { active: false } });
  expect((await answerTo(press(value))).text).toContain('changed this meanwhile');
});

test('off for a time switches off now and says when it is on again; the question names the time', async () => {
  const answer = await answerTo(commandOf('off "acme logistics" sandbox for 2h'));
  expect(answer.text).toContain('Sandbox is off');
  expect(JSON.stringify(answer)).toContain('On again by itself <!date^');
  const question = await answerTo(commandOf('off "acme logistics" production for 2H'));
  expect(question.text).toBe('Deactivate Acme Logistics in Production for 2h?');
  const value =
    question.blocks.flatMap(block => block.elements ?? []).find(element => element.value)?.value ?? '';
  expect((await answerTo(press(value))).text).toContain('Production is off');
  const shown = (await listKeys(owner, endpointId)).find(({ name }) => name === 'Acme Logistics');
  for (const environment of ['sandbox', 'production'] as const) {
    const until = shown?.[environment].pause?.until.getTime() ?? 0;
    expect(Math.abs(until - Date.now() - 2 * 3_600_000)).toBeLessThan(60_000);
  }
});

test('show tells both environments of one key, masked, without calling a channel', async () => {
  const answer = JSON.stringify(await answerTo(commandOf('show "acme <"')));
  expect(answer).toContain('*Sandbox*  Inactive');
  expect(answer).toContain(`ck_prod_…${keyText.slice(-4)}`);
  expect(answer).toContain(`/keys/${keyId}|Open in the portal`);
  expect(answer).not.toContain('<!channel>');
  expect(answer).not.toContain(keyText);
});

test.each([
  ['off acme sandbox for ever', 'Say how long'],
  ['on acme sandbox for 2h', 'too much'],
  ['show', 'Which key'],
  ['togle acme sandbox', 'Did you mean toggle?'],
  ['off acme', 'Which environment'],
  ['off acme sandbox', 'Several keys match'],
  ['off nobody sandbox', 'No key is called'],
  ['off "acme', 'closing'],
])('%s is answered with what to do', async (text, words) => {
  expect((await answerTo(commandOf(text))).text).toContain(words);
});

test('a person who is not connected is told how, and sees nothing', async () => {
  expect((await answerTo(commandOf('list', 'U9'))).text).toContain('not connected');
});

test('a whole key is never echoed', async () => {
  const answer = JSON.stringify(await answerTo(commandOf(`off ${keyText} production`)));
  expect(answer).not.toContain(keyText);
  expect(answer).toContain(`ck_prod_…${keyText.slice(-4)}`);
});

test('a wrong signature is refused, and a replayed request acts once', async () => {
  expect((await post(commandOf('list'), { secret: 'another-signing-secret' })).status).toBe(401);
  const fields = commandOf('help');
  await answerTo(fields);
  const count = said.length;
  expect((await post(fields)).status).toBe(200);
  await answerTo(commandOf('help'));
  expect(said.length).toBe(count + 1);
});
