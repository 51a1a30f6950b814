import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { linkSlackUser } from '@ck/shared/accounts';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { createLog } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { startOwnMongod } from '@ck/shared/testing/own-mongod';
import { createBot } from '../../bot/app.ts';
import { createLocalSlack, type LocalSlack } from '../../bot/local-slack/engine.ts';
import { startLocalSlackServer } from '../../bot/local-slack/server.ts';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';

/** What must hold: see issue 11. Milliseconds. */
const limitP99 = 200;
const commands = 200;
const signingSecret = 'a-signing-secret-of-this-bench';
const token = 'xoxb-bench';

/**
 * How soon the bot acknowledges a command, with the database at work and while it stands still. Bot and local Slack share
 * one process here, so that what is measured holds Slack's part as well.
 */
export async function run(): Promise<boolean> {
  const mongod = await startOwnMongod();
  let url = '';
  const local = await startLocalSlackServer(0, baseUrl =>
    createLocalSlack({
      ...{ bot: () => url, signingSecret, token, baseUrl, team: { id: 'T1', name: 'Harbor' } },
      people: [{ id: 'U1', name: 'Kim', email: 'kim@harbor.example' }],
      channels: [{ id: 'C1', name: 'operations', members: ['U1', 'U0BOT'] }],
    }),
  );
  await connectDatabase(mongod.uri);
  const settings = {
    transport: { kind: 'http', signingSecret },
    workspaces: { kind: 'one', token },
    ...{ portal: 'http://127.0.0.1:9', slackApiUrl: `${local.url}/api/` },
  } as const;
  const bot = createBot(settings, { ...testSecrets, mail: testSecrets.pepper }, createLog('bot', 'silent'));
  try {
    const server = await bot.start({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    const owner = await anOwner();
    if (owner.kind !== 'account') throw new Error('an owner has an account');
    await linkSlackUser({ teamId: 'T1', userId: 'U1', accountId: owner.accountId });
    await aKey(owner, (await anEndpoint(owner)).id, { name: 'Acme' });
    await acknowledge(local.slack, commands / 4);
    const atWork = await acknowledge(local.slack, commands);
    mongod.pause();
    const standing = await acknowledge(local.slack, commands);
    const answered = performance.now();
    mongod.resume();
    await local.slack.person('U1').hears('Acme', { withinMs: 30_000 });
    print(atWork, standing, performance.now() - answered);
    return local.slack.faults.length === 0 && percentile(standing, 99) < limitP99;
  } finally {
    mongod.resume();
    await bot.stop();
    await local.stop();
    await settleChanges();
    await disconnectDatabase();
    await mongod.stop();
  }
}

async function acknowledge(slack: LocalSlack, number: number): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < number; index += 1) {
    await slack.person('U1').types('/collabkey show acme');
    took.push(slack.workspace.acknowledgedMs ?? Number.NaN);
  }
  return took;
}

function print(atWork: readonly number[], standing: readonly number[], firstAnswerMs: number): void {
  const row = (name: string, took: readonly number[]) => [
    name,
    ...[50, 99, 100].map(share => String(percentile(took, share))),
  ];
  const rows = [row('database at work', atWork), row('database standing still', standing)];
  console.log(table([`${commands} commands, acknowledged after`, 'p50 ms', 'p99 ms', 'most ms'], rows));
  console.log(`First answer ${Math.round(firstAnswerMs)} ms after the database went on.`);
  console.log(
    `Load ${(loadavg()[0] ?? Number.NaN).toFixed(1)}. Limit: p99 under ${limitP99} ms while it stands still.`,
  );
}
