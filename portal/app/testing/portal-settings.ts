import { testSecrets } from '@ck/shared/testing/builders';

const setting = ({ versions }: typeof testSecrets.pepper) =>
  [...versions].map(([version, bytes]) => `${version}:${bytes.toString('base64url')}`).join(',');

/** Settings of a portal that has the secrets of shared's builders, as the environment of a process. */
export const testEnvironment = {
  DEPLOYMENT: 'development',
  PORTAL_URL: 'http://127.0.0.1:3000',
  GATEWAY_URL: 'http://127.0.0.1:4000',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/unused',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  MAIL_FROM: 'Collaboration Keys <keys@harbor.example>',
  OWNER_EMAILS: '@harbor.example',
  KEY_MASTER: setting(testSecrets.master),
  UPSTREAM_MASTER: setting(testSecrets.upstreamMaster),
  PEPPER: setting(testSecrets.pepper),
  CONSOLE_SECRET: `1:${'A'.repeat(43)}`,
  MAIL_SECRET: `1:${'A'.repeat(43)}`,
  AUTH_SECRET: 'a secret that signs the cookies of tests',
};
