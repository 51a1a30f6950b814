import { expect, test } from 'vitest';
import { isFromOurPages } from './origin-check.ts';

const ours = 'https://portal.example';
const post = { method: 'POST', origin: undefined, fetchSite: undefined };

test.each(['GET', 'HEAD'])('%s may come from anywhere', method => {
  expect(isFromOurPages({ method, origin: 'https://evil.example', fetchSite: 'cross-site' }, ours)).toBe(
    true,
  );
});

test('a form of our own page passes, by either header', () => {
  expect(isFromOurPages({ ...post, fetchSite: 'same-origin', origin: ours }, ours)).toBe(true);
  expect(isFromOurPages({ ...post, origin: ours }, ours)).toBe(true);
});

test.each(['cross-site', 'same-site', 'none', ''])(
  'Sec-Fetch-Site %j does not, whatever the Origin says',
  fetchSite => {
    expect(isFromOurPages({ ...post, fetchSite, origin: ours }, ours)).toBe(false);
  },
);

test.each(['https://evil.example', 'null', 'http://portal.example', `${ours}.evil.example`, undefined])(
  'Origin %j alone does not',
  origin => {
    expect(isFromOurPages({ ...post, origin }, ours)).toBe(false);
  },
);

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'post'])('%s is checked as well', method => {
  expect(isFromOurPages({ ...post, method }, ours)).toBe(false);
});
