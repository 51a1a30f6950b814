import { defineConfig } from 'vitest/config';

/** What a gateway does must be the same on either of its HTTP layers: these run on each. */
const gatewayBehaviour = [
  ...[
    'certificate',
    'connections',
    'endpoint-settings',
    'fence-checks',
    'follow-document',
    'gateway',
    'kills',
    'records',
  ],
  ...['smuggling', 'start-gateway', 'streaming', 'upstream-failures', 'verdicts.property'],
].map(name => `gateway/${name}.test.ts`);

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/build/**'],
    globalSetup: ['shared/testing/global-setup.ts'],
    setupFiles: ['shared/testing/console-guard.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    // What is waited for comes by itself; how soon depends on what else this machine does.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['{openapi,shared,gateway,bot,portal,scripts,bench}/**/*.test.{ts,tsx}'],
          env: { GATEWAY_HTTP: 'fast' },
        },
      },
      {
        extends: true,
        test: { name: 'gateway on node:http', include: gatewayBehaviour, env: { GATEWAY_HTTP: 'node' } },
      },
    ],
  },
});
