import { handOver } from './bootstrap.mjs';

await handOver('scripts/schemathesis/main.ts', process.argv.slice(2));
