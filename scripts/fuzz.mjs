import { handOver } from './bootstrap.mjs';

await handOver('gateway/http/fuzz/main.ts', process.argv.slice(2));
