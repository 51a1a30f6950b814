import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { suitePortal } from './support/suite-portal.ts';

const portal = suitePortal(suiteDatabase().uri);

const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, portal.system().portalUrl), { redirect: 'manual', ...init });
const post = (headers: Record<string, string>, body = 'intent=link&email=x%40y.example') =>
  ask('/sign-in?index', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });

test('a form of another site is refused, one of ours is answered', async () => {
  expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect((await post({ Origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({})).status).toBe(403);
  const ours = await post({ Origin: portal.system().portalUrl });
  expect([ours.status, ours.headers.get('location')]).toEqual([302, '/sign-in/sent']);
});

test('a body beyond the limit is refused before it is read', async () => {
  const large = await post({ Origin: portal.system().portalUrl }, 'a'.repeat(4 * 1024 * 1024 + 1));
  expect(large.status).toBe(413);
});

test('a page allows scripts by its own nonce only, and is kept by no cache', async () => {
  const [first, second] = await Promise.all([ask('/sign-in'), ask('/sign-in')]);
  const policy = first.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(nonce.length).toBeGreaterThan(20);
  expect(second.headers.get('content-security-policy')).not.toBe(policy);
  expect(first.headers.get('cache-control')).toBe('no-store');
  const html = await first.text();
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
});

test('built files are kept for a year, and a missing one is a plain 404', async () => {
  const html = await (await ask('/sign-in')).text();
  const asset = /\/assets\/[\w.-]+\.js/.exec(html)?.[0] ?? '';
  const answer = await ask(asset);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await ask('/assets/missing.js')).status).toBe(404);
});

test('a page behind the sign-in leads there and back, and a guessed demo link nowhere', async () => {
  const away = await ask('/apis/orders?environment=production');
  const next = encodeURIComponent('/apis/orders?environment=production');
  expect(away.headers.get('location')).toBe(`/sign-in?next=${next}`);
  expect((await ask('/demo/sign-in/owner?token=guess')).status).toBe(404);
});

test('the portal says that it is well', async () => {
  const answer = await ask('/healthz');
  expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
});

test('the session cookie is out of reach of scripts and other sites', async () => {
  const answer = await ask(portal.demoLink('owner'));
  const [session] = answer.headers.getSetCookie();
  expect(answer.headers.get('location')).toBe('/');
  expect(session).toMatch(/^ck\.session_token=.*HttpOnly.*SameSite=Lax/);
  expect(session).toContain('Path=/');
});
