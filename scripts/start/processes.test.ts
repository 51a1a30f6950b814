import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressesOf, type ProcessName, processNames, specOf, valuesOf } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { readStartSettings, wantedPorts } from './settings.ts';

const secrets: Secrets = {
  KEY_MASTER: '1:key',
  UPSTREAM_MASTER: '1:upstream',
  PEPPER: '1:pepper',
  CONSOLE_SECRET: '1:console',
  MAIL_SECRET: '1:mail',
  AUTH_SECRET: 'auth',
  DEMO_SECRET: 'demo',
  SLACK_SIGNING_SECRET: 'slack',
  SLACK_BOT_TOKEN: 'xoxb-slack',
};

function environmentOf(name: ProcessName, inherited: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const settings = readStartSettings(inherited);
  const ports = wantedPorts(settings);
  const place = { live: false, settings, ports, secrets, addresses: addressesOf(settings, ports) };
  return specOf(name, valuesOf(place, inherited)).environment;
}

const secretsOf = (name: ProcessName, inherited?: NodeJS.ProcessEnv) =>
  Object.keys(environmentOf(name, inherited)).filter(key => key in secrets);

describe('the processes of npm start', () => {
  it('get their own secrets and nobody else’s, also when the person has set them all', () => {
    for (const inherited of [{}, { ...secrets }]) {
      expect(secretsOf('mongod', inherited)).toEqual([]);
      expect(secretsOf('mail', inherited)).toEqual([]);
      expect(secretsOf('orders', inherited)).toEqual([]);
      expect(secretsOf('worker', inherited)).toEqual(['MAIL_SECRET']);
      expect(secretsOf('gateway', inherited).sort()).toEqual(['CONSOLE_SECRET', 'PEPPER', 'UPSTREAM_MASTER']);
      const slack = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'];
      expect(secretsOf('slack', inherited).sort()).toEqual(slack);
      const bot = ['KEY_MASTER', 'MAIL_SECRET', 'PEPPER', ...slack];
      expect(secretsOf('bot', inherited).sort()).toEqual(bot);
      expect(secretsOf('portal', inherited)).toHaveLength(7);
    }
  });

  it('are told their ports and where the others are', () => {
    expect(environmentOf('portal', { PORTAL_PORT: '3100', GATEWAY_PORT: '4400' })).toMatchObject({
      PORTAL_PORT: '3100',
      PORTAL_HOST: '127.0.0.1',
      PORTAL_URL: 'http://127.0.0.1:3100',
      GATEWAY_URL: 'http://127.0.0.1:4400',
      MONGODB_URI: 'mongodb://127.0.0.1:27117/collaboration-keys?replicaSet=rs0',
      SMTP_URL: 'smtp://127.0.0.1:1025',
      DEPLOYMENT: 'development',
      NODE_ENV: 'production',
    });
  });

  it('take what the person has set over the defaults', () => {
    const inherited = {
      SMTP_URL: 'smtp://mail.harbor.example',
      MONGODB_URI: 'mongodb://db.example/x',
      OWNER_EMAILS: '@harbor.example',
      GATEWAY_HOST: '',
      LANG: 'C.UTF-8',
      TZ: 'Asia/Tokyo',
    };
    const portal = environmentOf('portal', inherited);
    expect(portal.SMTP_URL).toBe(inherited.SMTP_URL);
    expect(portal.MONGODB_URI).toBe(inherited.MONGODB_URI);
    expect(portal.OWNER_EMAILS).toBe('kim@harbor.example,@harbor.example');
    expect(portal.LANG).toBe('C.UTF-8');
    expect(portal).not.toHaveProperty('TZ');
    expect(environmentOf('gateway', inherited).GATEWAY_HOST).toBe('127.0.0.1');
  });

  it('talk to a local Slack, until the person brings the token of a real one', () => {
    expect(environmentOf('bot').SLACK_API_URL).toBe('http://127.0.0.1:4200/api/');
    expect(environmentOf('slack', { LOCAL_SLACK_PORT: '4300', BOT_PORT: '4400' })).toMatchObject({
      LOCAL_SLACK_PORT: '4300',
      BOT_URL: 'http://127.0.0.1:4400',
    });
    const real = { SLACK_BOT_TOKEN: 'xoxb-real', SLACK_SIGNING_SECRET: 'real' };
    expect(environmentOf('bot', real)).not.toHaveProperty('SLACK_API_URL');
    const settings = readStartSettings({ SLACK_BOT_TOKEN: 'xoxb-real', SLACK_APP_TOKEN: 'xapp-real' });
    expect(addressesOf(settings, wantedPorts(settings))).not.toHaveProperty('localSlack');
  });

  it('do not start with half of what a real Slack takes', () => {
    for (const half of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'])
      expect(() => readStartSettings({ [half]: 'xoxb-half' })).toThrow(`${half}: needs SLACK_`);
  });

  it('each have a main file', () => {
    for (const name of processNames) {
      const { file } = specOf(name, {});
      expect(existsSync(file), file).toBe(true);
    }
  });
});
