import { expect, it } from 'vitest';
import { withSignInLinks } from './run-file.ts';
import { summary } from './summary.ts';

const demo = {
  endpoint: 'orders',
  owner: { email: 'kim@harbor.example' },
  collaborator: { email: 'mina@acme.example' },
  keys: { sandbox: 'ck_sbx_a0', production: 'ck_prod_b1' },
};
const run = {
  portal: 'http://127.0.0.1:3000',
  gateway: 'http://127.0.0.1:4000',
  gatewayAdmin: 'http://127.0.0.1:4001',
  bot: 'http://127.0.0.1:4100',
  localSlack: 'http://127.0.0.1:4200',
  mail: 'http://127.0.0.1:1080',
  upstream: 'http://127.0.0.1:4900',
  mongodbUri: 'mongodb://kim:hush@db.example/x',
  pids: {},
  demo: withSignInLinks(demo, 'http://127.0.0.1:3000', 'a secret'),
};

it('the summary has the addresses, both sign-in links and three calls to try', () => {
  const text = summary(run, '/x/.data/logs');
  for (const address of [run.portal, run.gateway, run.localSlack, run.bot, run.mail, run.upstream])
    expect(text).toContain(address);
  expect(text).toMatch(/\/demo\/sign-in\/owner\?token=[\w-]{43}\n/);
  expect(text).toMatch(/\/demo\/sign-in\/collaborator\?token=[\w-]{43}\n/);
  expect(text).toContain("curl -i -H 'X-Api-Key: ck_sbx_a0' http://127.0.0.1:4000/orders/orders\n");
  expect(text).toContain("curl -i -X DELETE -H 'X-Api-Key: ck_prod_b1' http://127.0.0.1:4000/orders/orders/");
  expect(text).toContain("curl -i -H 'X-Api-Key: ck_sbx_a1' http://127.0.0.1:4000/orders/orders\n");
  expect(text).toContain('Ctrl-C stops everything');
});

it('the blocked call is that of a partner who is switched off, where there is one', () => {
  const blocked = { ...run, demo: { ...run.demo, blocked: 'ck_prod_off' } };
  const lines = summary(blocked, '/x').split('\n');
  const at = lines.findIndex(line => line.startsWith('  blocked: 403'));
  expect(lines[at + 1]).toContain("'X-Api-Key: ck_prod_off'");
});

it('the summary shows no password of the database', () => {
  expect(summary(run, '/x')).toContain('mongodb://…@db.example/x');
});

it('the summary names no local Slack where Slack itself is used', () => {
  const { localSlack, ...real } = run;
  expect(summary(real, '/x')).not.toContain(localSlack);
  expect(summary(real, '/x')).not.toContain('Local Slack');
});
