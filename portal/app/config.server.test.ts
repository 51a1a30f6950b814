import { readSettings, SettingsError } from '@ck/shared/process';
import { expect, test } from 'vitest';
import { portalSettingsSchema } from './config.server.ts';

const secret = `1:${'A'.repeat(43)}`;
const settings = {
  NODE_ENV: 'test' as const,
  DEPLOYMENT: 'development',
  PORTAL_URL: 'https://portal.example/',
  GATEWAY_URL: 'https://gateway.example',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/test',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  MAIL_FROM: 'Collaboration Keys <keys@harbor.example>',
  OWNER_EMAILS: '@harbor.example',
  KEY_MASTER: secret,
  UPSTREAM_MASTER: secret,
  PEPPER: secret,
  CONSOLE_SECRET: secret,
  MAIL_SECRET: secret,
  AUTH_SECRET: 'a'.repeat(32),
};

const faultsOf = (changes: Record<string, string | undefined>): string => {
  try {
    readSettings(portalSettingsSchema, { ...settings, ...changes });
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
};

test('a full set of settings is read, addresses without their last slash', () => {
  const read = readSettings(portalSettingsSchema, settings);
  expect(read).toMatchObject({ portalUrl: 'https://portal.example', port: 3000, host: '127.0.0.1' });
});

test('all faults are told at once, by name and without values', () => {
  const faults = faultsOf({ AUTH_SECRET: 'too short a secret', PORTAL_URL: 'ftp://x', PEPPER: undefined });
  for (const name of ['AUTH_SECRET', 'PORTAL_URL', 'PEPPER']) expect(faults).toContain(name);
  expect(faults).not.toContain('too short a secret');
});

test('demo sign-in is for development only', () => {
  const demo = { DEMO_SECRET: 'd'.repeat(32) };
  expect(faultsOf(demo)).toBe('');
  expect(faultsOf({ ...demo, DEPLOYMENT: 'production' })).toContain('DEMO_SECRET');
  // A deployment that is not named is a production.
  expect(faultsOf({ ...demo, DEPLOYMENT: undefined })).toContain('DEMO_SECRET');
});
