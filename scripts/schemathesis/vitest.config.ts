import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The one check that `npm run schemathesis` runs; `npm test` does without it. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['gateway/testing/schemathesis.check.ts'],
    globalSetup: ['shared/testing/global-setup.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
