import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wrongArrows } from './arrows.ts';
import { importsOf, readImports } from './imports.ts';

describe('the arrows between our parts', () => {
  it('all point the way of the design', () => {
    const imports = readImports(join(import.meta.dirname, '../..'));
    expect(imports.length).toBeGreaterThan(100);
    expect(wrongArrows(imports)).toEqual([]);
  });

  it.each([
    ['openapi/parse.ts', 'shared/errors.ts', 'openapi may not import from shared/errors'],
    ['gateway/forward.ts', 'shared/invitations/index.ts', 'gateway may not import from shared/invitations'],
    ['gateway/main.ts', 'bot/main.ts', 'gateway may not import from bot'],
    ['gateway/main.test.ts', 'portal/server.ts', 'gateway may not import from portal'],
    ['bot/app.ts', 'openapi/index.ts', 'bot may not import from openapi'],
    ['portal/app/root.tsx', 'gateway/main.ts', 'portal may not import from gateway'],
    ['shared/keys/create.ts', 'shared/mail/index.ts', 'shared/keys may not import from shared/mail'],
    ['shared/keys/create.ts', 'shared/jobs/index.ts', 'shared/keys may not import from shared/jobs'],
    ['shared/keys/create.ts', 'portal/server.ts', 'shared/keys may not import from portal'],
    ['shared/keys/create.ts', 'shared/calls/call.ts', 'enter shared/calls through its index.ts'],
    ['shared/keys/create.ts', 'shared/testing/builders.ts', 'only tests use shared/testing'],
    ['portal/app/root.tsx', 'shared/testing/builders.ts', 'only tests use shared/testing'],
    ['gateway/main.ts', 'bench/table.ts', 'gateway may not import from bench'],
    ['campaign/run.ts', 'shared/errors.ts', 'campaign is on no map'],
  ])('a wrong one is found: %s → %s', (from, to, reason) => {
    expect(wrongArrows([{ from, to }])).toEqual([`${from} → ${to}: ${reason}`]);
  });

  it.each([
    ['gateway/authorize-call.ts', 'shared/keys/index.ts'],
    ['gateway/gateway.test.ts', 'shared/accounts/index.ts'],
    ['shared/keys/create.ts', 'shared/keys/key.ts'],
    ['shared/keys/keys.test.ts', 'shared/testing/database.ts'],
    ['shared/jobs/main.ts', 'shared/mail/index.ts'],
    ['portal/server.ts', 'shared/errors.ts'],
    ['bench/portal/seed.ts', 'shared/testing/builders.ts'],
  ])('a right one is not: %s → %s', (from, to) => {
    expect(wrongArrows([{ from, to }])).toEqual([]);
  });

  it('are read from every kind of import', () => {
    const source = `
      import { a } from '../keys/index.ts';
      import type { B } from '@ck/openapi';
      export { c } from '@ck/shared/errors';
      const d = await import('@ck/shared/testing/builders');
      import express from 'express';
    `;
    expect(importsOf('shared/calls/x.ts', source).map(({ to }) => to)).toEqual([
      'shared/keys/index.ts',
      'openapi/index.ts',
      'shared/errors.ts',
      'shared/testing/builders.ts',
    ]);
  });
});
