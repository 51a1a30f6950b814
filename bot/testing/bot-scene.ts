import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Actor, linkSlackUser } from '@ck/shared/accounts';
import { createLog } from '@ck/shared/process';
import { anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import type { RequestHandler } from 'msw';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createBot } from '../app.ts';
import type { BotSettings } from '../config.ts';
import { createLocalSlack, type LocalSlack } from '../local-slack/engine.ts';
import { slackOutside } from './slack-outside.ts';

const signingSecret = 'a-signing-secret-of-this-test';
const token = 'xoxb-test';

/** A clock that a test moves; Slack's and the bot's are the same then. */
export const clock = { aheadMs: 0 };

/**
 * The bot behind its real receiver, in a Slack that is stricter than Slack: whatever that would not have taken fails the
 * test. Kim owns an API and is connected; Ana is not connected, Leo is a guest, Sam is of another company.
 */
export function suiteBot({
  workspaces = { kind: 'one', token } as BotSettings['workspaces'],
  more = [] as readonly RequestHandler[],
} = {}) {
  const slack: LocalSlack = createLocalSlack({
    bot: () => scene.url,
    signingSecret,
    token,
    baseUrl: 'https://hooks.slack.com',
    team: { id: 'T0LOCAL', name: 'Harbor Commerce' },
    people: [
      { id: 'U0KIM', name: 'Kim Sol', email: 'kim@harbor.example' },
      { id: 'U0ANA', name: 'Ana <!channel>', email: 'ana@harbor.example' },
      { id: 'U0LEO', name: 'Leo Brandt', email: 'leo@agency.example', guest: true },
      { id: 'U0SAM', name: 'Sam Ito', email: 'sam@acme.example', stranger: true },
    ],
    channels: [
      { id: 'C0OPS', name: 'api-operations', members: ['U0KIM', 'U0ANA', 'U0LEO', 'U0SAM', 'U0BOT'] },
      { id: 'C0FAR', name: 'elsewhere', members: ['U0KIM'] },
    ],
    now: () => Date.now() + clock.aheadMs,
  });
  const outside = slackOutside(() => slack, more);
  const scene = {
    slack,
    url: '',
    owner: undefined as unknown as Actor & { kind: 'account' },
    endpoint: undefined as unknown as Awaited<ReturnType<typeof anEndpoint>>,
    kim: slack.person('U0KIM'),
    /** What everybody sees in the channel. */
    ana: slack.person('U0ANA'),
  };
  const bot = createBot(
    {
      transport: { kind: 'http', signingSecret },
      workspaces,
      portal: 'http://portal.example',
    },
    { ...testSecrets, mail: testSecrets.pepper },
    createLog('bot', 'silent'),
    { now: () => Date.now() + clock.aheadMs },
  );

  beforeAll(async () => {
    const server = await bot.start({ port: 0, host: '127.0.0.1' });
    scene.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    const owner = await anOwner();
    if (owner.kind !== 'account') throw new Error('an owner has an account');
    scene.owner = owner;
    scene.endpoint = await anEndpoint(owner, { slug: 'orders' });
    for (const userId of ['U0KIM', 'U0LEO', 'U0SAM'])
      await linkSlackUser({ teamId: 'T0LOCAL', userId, accountId: owner.accountId });
  });
  afterEach(() => {
    clock.aheadMs = 0;
    expect(slack.faults).toEqual([]);
  });
  afterAll(async () => {
    await bot.stop();
    outside.close();
  });
  return scene;
}

/** One request as Slack signs it, for what no Slack would send. */
export async function sendSigned(
  url: string,
  fields: Record<string, string>,
  { secret = signingSecret, at = Math.floor(Date.now() / 1000), tamper = '', signed = true } = {},
): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
  const { status } = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(signed && { 'X-Slack-Request-Timestamp': String(at), 'X-Slack-Signature': signature }),
    },
    body: body + tamper,
  });
  return status;
}
