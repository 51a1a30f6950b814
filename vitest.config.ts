import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{openapi,shared,gateway,bot,portal,scripts,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/build/**'],
    globalSetup: ['shared/testing/global-setup.ts'],
    setupFiles: ['shared/testing/console-guard.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    // What is waited for comes by itself; how soon depends on what else this machine does.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
  },
});
