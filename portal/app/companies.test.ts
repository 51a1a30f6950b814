import type { SharedKey } from '@ck/shared/keys';
import { beforeAll, expect, test, vi } from 'vitest';
import { chooseCompany, companyOf } from './companies.server.ts';
import { testEnvironment } from './testing/portal-settings.ts';

beforeAll(() => {
  for (const [name, value] of Object.entries(testEnvironment)) vi.stubEnv(name, value);
});

const by = (sharedByEmail: string) => ({ sharedByEmail }) as SharedKey;

test('who publishes as a domain is one company; who publishes as a person is one alone', () => {
  expect(companyOf(by('kim@harbor.example'))).toBe('harbor.example');
  expect(companyOf(by('sol@harbor.example'))).toBe('harbor.example');
  expect(companyOf(by('lee@mail.example'))).toBe('lee@mail.example');
  expect(companyOf(by('kim@sub.harbor.example'))).toBe('kim@sub.harbor.example');
});

test('one company is looked at, and nothing of another is with it; an unknown one is the first', () => {
  const [kim, sol, lee] = ['kim@harbor.example', 'sol@harbor.example', 'lee@mail.example'].map(by);
  const shared = [kim, lee, sol].filter(each => each !== undefined);
  expect(chooseCompany(shared, 'lee@mail.example').entries).toEqual([lee]);
  for (const wanted of [null, 'harbor.example', 'nobody.example'])
    expect(chooseCompany(shared, wanted)).toEqual({
      companies: [
        { name: 'harbor.example', endpoints: 2 },
        { name: 'lee@mail.example', endpoints: 1 },
      ],
      chosen: 'harbor.example',
      entries: [kim, sol],
    });
  expect(chooseCompany([], null)).toEqual({ companies: [], chosen: undefined, entries: [] });
});
