import { mkdirSync, readFileSync } from 'node:fs';
import { launchBrowser, visit } from './support/browser.ts';

const run = JSON.parse(readFileSync('/tmp/harness/run.json', 'utf8'));
const out = '/work/main/.data/screenshots';
mkdirSync(out, { recursive: true });
const browser = await launchBrowser();
const only = process.argv[2];
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
] as const;
const k = run.key;
const owner: [string, string, ((p: any) => Promise<void>)?][] = [
  ['apis', '/apis'],
  ['apis-new', '/apis/new'],
  ['overview', '/apis/orders'],
  ['keys', '/apis/orders/keys'],
  ['keys-add', '/apis/orders/keys/new'],
  ['keys-empty', '/apis/shipping-rates/keys'],
  [
    'keys-add-422',
    '/apis/orders/keys/new',
    async p => {
      await p.getByLabel('Collaboration key name').fill('Acme Corp');
      await p.getByRole('button', { name: 'Save' }).click();
      await p.getByText('already exists').waitFor();
    },
  ],
  [
    'apis-new-422',
    '/apis/new',
    async p => {
      await p.getByLabel('Name', { exact: true }).fill('X');
      await p.getByLabel('OpenAPI document').fill('openapi: 3.1.0\ninfo: {\n');
      await p.getByLabel('Sandbox upstream').fill('ftp://x');
      await p.getByRole('button', { name: 'Save' }).click();
      await p.waitForTimeout(800);
    },
  ],
  [
    'key-sandbox',
    `/apis/orders/keys/${k}`,
    async p => {
      await p.getByRole('button', { name: 'Show' }).click();
      await p.getByRole('button', { name: 'Hide' }).waitFor();
      await p.getByRole('checkbox', { name: 'Update (PUT)' }).click();
    },
  ],
  ['key-production', `/apis/orders/keys/${k}?environment=production`],
  [
    'key-confirm',
    `/apis/orders/keys/${k}?environment=production`,
    async p => {
      await p.getByRole('switch').click();
      await p.getByRole('dialog').waitFor();
    },
  ],
  [
    'key-delete',
    `/apis/orders/keys/${k}`,
    async p => {
      await p.getByRole('button', { name: 'Delete collaboration key' }).click();
      await p.getByRole('dialog').waitFor();
    },
  ],
  [
    'key-receipt',
    `/apis/orders/keys/${k}`,
    async p => {
      await p.getByRole('switch').click();
      await p.getByText('is off for').waitFor();
      await p.screenshot({ path: `/tmp/x.png` });
      await p.getByRole('button', { name: 'Undo' }).click();
      await p.getByText('is active for').waitFor();
    },
  ],
  ['activity', '/apis/orders/activity'],
  ['password', '/account/password'],
  ['404', '/apis/nothing'],
  [
    'account-menu',
    '/apis',
    async p => {
      await p.getByRole('button', { name: /Account of/ }).click();
      await p.waitForTimeout(300);
    },
  ],
];
const collab: typeof owner = [
  ['dashboard', '/dashboard'],
  ['shared', `/shared/${k}`],
  ['shared-production', `/shared/${k}?environment=production`],
];
const nobody: typeof owner = [
  ['sign-in', '/sign-in'],
  ['sign-in-password', '/sign-in?with=password'],
  ['sign-in-sent', '/sign-in/sent'],
  ['sign-in-ended', '/sign-in/confirm?token=x'],
];
for (const [look, options] of looks)
  for (const [who, pages] of [
    ['owner', owner],
    ['collaborator', collab],
    ['nobody', nobody],
  ] as const) {
    const v = await visit(browser, { baseURL: run.portalUrl, ...options } as any);
    if (who !== 'nobody') await v.page.goto(run[who]);
    for (const [name, path, act] of pages) {
      if (only && !name.match(only)) continue;
      v.complaints.length = 0;
      await v.page.goto(path);
      await v.page.waitForTimeout(250);
      try {
        await act?.(v.page);
      } catch (e) {
        console.log(name, look, String(e).slice(0, 300));
      }
      await v.page.waitForTimeout(250);
      await v.page.screenshot({
        path: `${out}/${name}-${look}.png`,
        fullPage: !act || name === 'key-sandbox' || name === 'apis-new-422',
      });
      const wide = await v.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) console.log(name, look, 'overflows by', wide);
      if (v.complaints.length) console.log(name, look, v.complaints);
    }
    await v.leave();
  }
await browser.close();
