import { join } from 'node:path';
import type { Secrets } from './secrets.ts';
import { demoOwner, type Ports, root, type StartSettings, usesRealSlack } from './settings.ts';
import type { ChildSpec } from './supervised-child.ts';

export type Addresses = {
  portal: string;
  gateway: string;
  gatewayAdmin: string;
  bot: string;
  /** Absent where Slack itself is used. */
  localSlack?: string;
  mail: string;
  upstream: string;
  mongodbUri: string;
};

/** Where the run takes place; `live` is `npm run dev`. */
export type Place = {
  live: boolean;
  settings: StartSettings;
  ports: Ports;
  secrets: Secrets;
  addresses: Addresses;
};

const database = ['MONGODB_URI'];
const mail = ['SMTP_URL', 'MAIL_FROM', 'MAIL_SECRET'];

/** Each process, and the settings that it alone may know. */
const processes = {
  mongod: {
    file: 'scripts/start/mongod-process.ts',
    layer: 0,
    settings: ['MONGOD_BINARY', 'MONGODB_FOLDER', 'MONGODB_PORT'],
  },
  mail: {
    file: 'scripts/start/mail-catcher.ts',
    layer: 1,
    settings: ['MAIL_WEB_PORT', 'SMTP_PORT', 'MAIL_FOLDER'],
  },
  slack: {
    file: 'bot/local-slack/main.ts',
    layer: 1,
    settings: [
      ...['LOCAL_SLACK_PORT', 'LOCAL_SLACK_TEAM', 'LOCAL_SLACK_PEOPLE', 'BOT_URL'],
      ...['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'],
    ],
  },
  orders: { file: 'scripts/demo/orders/main.ts', layer: 1, settings: ['UPSTREAM_PORT', 'ORDERS_DATA'] },
  seed: {
    file: 'scripts/start/seed-process.ts',
    layer: 2,
    settings: [...database, 'UPSTREAM_URL', 'KEY_MASTER', 'UPSTREAM_MASTER', 'PEPPER', 'MAIL_SECRET'],
  },
  calls: {
    file: 'scripts/start/first-calls-process.ts',
    layer: 3,
    settings: [...database, 'GATEWAY_PORT', 'KEY_MASTER'],
  },
  gateway: {
    file: 'gateway/main.ts',
    layer: 2,
    settings: [
      ...['GATEWAY_PORT', 'GATEWAY_HOST', 'GATEWAY_ADMIN_PORT', 'GATEWAY_NAME', 'TRUSTED_PROXIES'],
      ...['GATEWAY_DATA', 'GATEWAY_SPOOL_MIB', 'GATEWAY_HTTP'],
      ...[...database, 'UPSTREAM_MASTER', 'PEPPER', 'CONSOLE_SECRET'],
    ],
  },
  worker: { file: 'shared/jobs/main.ts', layer: 3, settings: [...database, ...mail, 'PORTAL_URL'] },
  bot: {
    file: 'bot/main.ts',
    layer: 3,
    settings: [
      ...['BOT_PORT', 'BOT_HOST', 'PORTAL_URL', 'SLACK_API_URL'],
      ...['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
      ...[...database, 'PEPPER', 'KEY_MASTER', 'MAIL_SECRET'],
    ],
  },
  portal: {
    file: 'portal/server.ts',
    layer: 3,
    settings: [
      ...[
        'PORTAL_PORT',
        'PORTAL_HOST',
        'PORTAL_URL',
        'GATEWAY_URL',
        'OWNER_EMAILS',
        'AUTH_SECRET',
        'DEMO_SECRET',
      ],
      ...[...database, ...mail, 'KEY_MASTER', 'UPSTREAM_MASTER', 'PEPPER', 'CONSOLE_SECRET'],
    ],
  },
} as const satisfies Record<string, { file: string; layer: number; settings: readonly string[] }>;

export type ProcessName = keyof typeof processes;
export const processNames = Object.keys(processes) as ProcessName[];

const allSettings = new Set<string>(Object.values(processes).flatMap(({ settings }) => settings));

/** What to start for a process: its file, and an environment with its own settings and nobody else's secrets. */
export function specOf(name: ProcessName, values: NodeJS.ProcessEnv): ChildSpec {
  const { file, layer, settings } = processes[name];
  const own: readonly string[] = settings;
  const may = ([key, value]: [string, string | undefined]) =>
    value && (own.includes(key) || !allSettings.has(key));
  return {
    name,
    file: join(root, file),
    layer,
    environment: Object.fromEntries(Object.entries(values).filter(may)),
  };
}

/** The whole environment of the run. What the person has set wins over defaults, not over what start has chosen. */
export function valuesOf(place: Place, inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { settings, ports, secrets, addresses, live } = place;
  const set = Object.entries(inherited).filter(([key, value]) => value !== '' && key !== 'TZ');
  const numbers = Object.entries(ports).map(([name, port]) => [name, String(port)]);
  return {
    SMTP_URL: `smtp://127.0.0.1:${ports.SMTP_PORT}`,
    MAIL_FROM: 'Collaboration Keys <no-reply@collaboration-keys.example>',
    PORTAL_HOST: '127.0.0.1',
    GATEWAY_HOST: '127.0.0.1',
    BOT_HOST: '127.0.0.1',
    GATEWAY_NAME: 'gateway-1',
    ...Object.fromEntries(set),
    ...Object.fromEntries(numbers),
    ...secrets,
    MONGODB_URI: addresses.mongodbUri,
    MONGODB_FOLDER: join(settings.DATA_FOLDER, 'mongodb'),
    MAIL_FOLDER: join(settings.DATA_FOLDER, 'mail'),
    GATEWAY_DATA: join(settings.DATA_FOLDER, 'gateway'),
    ORDERS_DATA: join(settings.DATA_FOLDER, 'orders'),
    PORTAL_URL: addresses.portal,
    GATEWAY_URL: addresses.gateway,
    UPSTREAM_URL: addresses.upstream,
    BOT_URL: addresses.bot,
    ...(addresses.localSlack !== undefined && { SLACK_API_URL: `${addresses.localSlack}/api/` }),
    OWNER_EMAILS: [demoOwner, settings.OWNER_EMAILS].filter(Boolean).join(','),
    DEPLOYMENT: 'development',
    // The portal serves from its sources through Vite then.
    NODE_ENV: live ? 'development' : 'production',
  };
}

/** Where everything answers, on the ports that were free. */
export function addressesOf(settings: StartSettings, ports: Ports): Addresses {
  const local = (port: number) => `http://127.0.0.1:${port}`;
  const database = `mongodb://127.0.0.1:${ports.MONGODB_PORT}/collaboration-keys?replicaSet=rs0`;
  return {
    portal: settings.PORTAL_URL ?? local(ports.PORTAL_PORT),
    gateway: settings.GATEWAY_URL ?? local(ports.GATEWAY_PORT),
    gatewayAdmin: local(ports.GATEWAY_ADMIN_PORT),
    bot: local(ports.BOT_PORT),
    ...(!usesRealSlack(settings) && { localSlack: local(ports.LOCAL_SLACK_PORT) }),
    mail: local(ports.MAIL_WEB_PORT),
    upstream: local(ports.UPSTREAM_PORT),
    mongodbUri: settings.MONGODB_URI ?? database,
  };
}
