import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VersionedSecret } from '@ck/shared/process';
import { testSecrets } from '@ck/shared/testing/builders';
import { freePort } from './free-port.ts';
import { ensurePortalBuild } from './portal-build.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

export type System = {
  portalUrl: string;
  gatewayUrl: string;
  upstreamUrl: string;
  mailUrl: string;
  /** The local Slack, where one was asked for. */
  slackUrl: string;
  demoSecret: string;
  portalPid: number;
  /** Ends the gateway as an operator does. */
  stopGateway(): Promise<void>;
  stop(): Promise<void>;
};

/** What a suite may want beside the rest. */
export type Parts = { slack?: boolean };

/** Portal, gateway, worker, sample upstream and mail catcher as real processes on free ports, on the suite's own database. */
export async function startSystem(mongodbUri: string, parts: Parts = {}): Promise<System> {
  await ensurePortalBuild();
  const folder = await mkdtemp(join(tmpdir(), 'ck-journey-'));
  const names = ['portal', 'gateway', 'admin', 'upstream', 'web', 'smtp', 'bot', 'slack'] as const;
  const ports = new Map(await Promise.all(names.map(async name => [name, await freePort()] as const)));
  const port = (name: (typeof names)[number]) => String(ports.get(name));
  const url = (name: (typeof names)[number]) => `http://127.0.0.1:${port(name)}`;
  const demoSecret = randomBytes(32).toString('base64url');
  const secrets = {
    PEPPER: asSetting(testSecrets.pepper),
    KEY_MASTER: asSetting(testSecrets.master),
    UPSTREAM_MASTER: asSetting(testSecrets.upstreamMaster),
    CONSOLE_SECRET: aSecret(),
    MAIL_SECRET: aSecret(),
  };
  const started = await Promise.allSettled([
    startProcess('scripts/demo/orders/main.ts', { UPSTREAM_PORT: port('upstream') }),
    startProcess('scripts/start/mail-catcher.ts', {
      SMTP_PORT: port('smtp'),
      MAIL_WEB_PORT: port('web'),
      MAIL_FOLDER: join(folder, 'mail'),
    }),
    startProcess('gateway/main.ts', {
      ...secrets,
      MONGODB_URI: mongodbUri,
      GATEWAY_PORT: port('gateway'),
      GATEWAY_ADMIN_PORT: port('admin'),
      GATEWAY_NAME: 'journey',
      GATEWAY_DATA: join(folder, 'gateway'),
    }),
    startProcess('portal/server.ts', {
      ...secrets,
      MONGODB_URI: mongodbUri,
      PORTAL_PORT: port('portal'),
      PORTAL_URL: url('portal'),
      GATEWAY_URL: url('gateway'),
      SMTP_URL: `smtp://127.0.0.1:${port('smtp')}`,
      MAIL_FROM: 'Collaboration Keys <keys@harbor.example>',
      OWNER_EMAILS: '@harbor.example',
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      DEMO_SECRET: demoSecret,
    }),
    startProcess('shared/jobs/main.ts', {
      MAIL_SECRET: secrets.MAIL_SECRET,
      MONGODB_URI: mongodbUri,
      PORTAL_URL: url('portal'),
      SMTP_URL: `smtp://127.0.0.1:${port('smtp')}`,
      MAIL_FROM: 'Collaboration Keys <keys@harbor.example>',
    }),
  ]);
  const slack = {
    SLACK_SIGNING_SECRET: randomBytes(16).toString('hex'),
    SLACK_BOT_TOKEN: `xoxb-${randomBytes(8).toString('hex')}`,
  };
  if (parts.slack === true)
    started.push(
      ...(await Promise.allSettled([
        startProcess('bot/local-slack/main.ts', {
          ...slack,
          LOCAL_SLACK_PORT: port('slack'),
          BOT_URL: url('bot'),
        }),
        startProcess('bot/main.ts', {
          ...slack,
          ...{ MONGODB_URI: mongodbUri, BOT_PORT: port('bot'), PORTAL_URL: url('portal') },
          ...{ PEPPER: secrets.PEPPER, KEY_MASTER: secrets.KEY_MASTER, MAIL_SECRET: secrets.MAIL_SECRET },
          SLACK_API_URL: `${url('slack')}/api`,
        }),
      ])),
    );
  const stop = async () => {
    await Promise.all(
      started.map(result => (result.status === 'fulfilled' ? result.value.stop() : undefined)),
    );
    await rm(folder, { recursive: true, force: true });
  };
  const failed = started.find(result => result.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    portalUrl: url('portal'),
    gatewayUrl: url('gateway'),
    upstreamUrl: url('upstream'),
    mailUrl: url('web'),
    slackUrl: url('slack'),
    demoSecret,
    portalPid: pidOf(started[3]),
    stopGateway: async () => {
      if (started[2].status === 'fulfilled') await started[2].value.stop();
    },
    stop,
  };
}

function pidOf(result: PromiseSettledResult<RunningProcess>): number {
  const pid = result.status === 'fulfilled' ? result.value.child.pid : undefined;
  if (pid === undefined) throw new Error('a process that runs has an id');
  return pid;
}

const aSecret = () => `1:${randomBytes(32).toString('base64url')}`;

/** The setting from which a process reads this secret. */
function asSetting({ versions }: VersionedSecret): string {
  return [...versions].map(([version, bytes]) => `${version}:${bytes.toString('base64url')}`).join(',');
}
