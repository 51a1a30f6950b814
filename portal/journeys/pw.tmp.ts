import { readFileSync } from 'node:fs';
import { launchBrowser, visit } from './support/browser.ts';

const run = JSON.parse(readFileSync('/tmp/harness/run.json', 'utf8'));
const b = await launchBrowser();
const v = await visit(b, { baseURL: run.portalUrl });
await v.page.goto(run.collaborator);
await v.page.goto('/account/password');
console.log(await v.page.locator('form').innerText());
await v.page.getByLabel('New password').fill('four quiet green boats');
v.page.on('response', async r => {
  if (r.request().method() === 'POST')
    console.log(r.status(), r.url(), (await r.text().catch(() => '')).slice(0, 500));
});
await v.page.getByRole('button', { name: 'Save' }).click();
await v.page.waitForTimeout(3000);
console.log(v.page.url(), v.complaints, (await v.page.locator('body').innerText()).slice(0, 500));
await b.close();
