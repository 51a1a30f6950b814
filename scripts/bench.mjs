import { handOver } from './bootstrap.mjs';

await handOver('bench/main.ts', process.argv.slice(2));
