import { handOver } from './bootstrap.mjs';

await handOver('scripts/campaign/main.ts', process.argv.slice(2));
