import { linkSlackUser } from '@ck/shared/accounts';
import { getKey } from '@ck/shared/keys';
import { createLog } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { HttpResponse, http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from './app.ts';
import { startSocketSlack } from './testing/socket-slack.ts';

suiteDatabase();

const said: string[] = [];
let heard = () => {};
let slack: Awaited<ReturnType<typeof startSocketSlack>>;
const outside = setupServer(
  http.all(/^https?:\/\/127\.0\.0\.1:\d+\//, () => passthrough()),
  http.post('https://slack.com/api/apps.connections.open', ({ request }) =>
    HttpResponse.json(
      request.headers.get('authorization') === 'Bearer xapp-test'
        ? { ok: true, url: slack.url }
        : { ok: false, error: 'invalid_auth' },
    ),
  ),
  http.post('https://slack.com/api/users.info', () =>
    HttpResponse.json({ ok: true, user: { id: 'U1', name: 'kim', team_id: 'T1' } }),
  ),
  http.post('https://hooks.slack.com/answer', async ({ request }) => {
    said.push(JSON.stringify(await request.json()));
    heard();
    return HttpResponse.text('ok');
  }),
);
outside.listen({ onUnhandledFrame: 'error' });
const bot = createBot(
  {
    transport: { kind: 'socket', appToken: 'xapp-test' },
    workspaces: { kind: 'one', token: 'xoxb-test' },
    portal: 'http://portal.example',
  },
  { ...testSecrets, mail: testSecrets.pepper },
  createLog('bot', 'silent'),
);

beforeAll(async () => {
  slack = await startSocketSlack();
  await bot.start({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await bot.stop();
  await slack.stop();
  outside.close();
});

const envelope = (text: string, number: number) => ({
  envelope_id: `e-${number}`,
  type: 'slash_commands',
  accepts_response_payload: true,
  payload: {
    ...{ command: '/collabkey', text, team_id: 'T1', team_domain: 'harbor', channel_id: 'C1', user_id: 'U1' },
    ...{ trigger_id: `${number}.1`, response_url: 'https://hooks.slack.com/answer' },
  },
});

test('through a socket the same command has the same effect, and one that is delivered twice has it once', async () => {
  const owner = await anOwner();
  if (owner.kind !== 'account') throw new Error('an owner has an account');
  await linkSlackUser({ teamId: 'T1', userId: 'U1', accountId: owner.accountId });
  const { key } = await aKey(owner, (await anEndpoint(owner)).id, { name: 'Acme' });
  const answered = new Promise<void>(resolve => {
    heard = resolve;
  });
  await slack.sends(envelope('off acme sandbox', 1));
  await answered;
  expect(said.at(-1)).toContain('Sandbox is off for Acme');
  expect((await getKey(owner, key.id)).sandbox.active).toBe(false);
  await slack.sends({ ...envelope('off acme sandbox', 1), envelope_id: 'e-again' });
  const next = new Promise<void>(resolve => {
    heard = resolve;
  });
  await slack.sends(envelope('show acme', 2));
  await next;
  expect(said).toHaveLength(2);
});
