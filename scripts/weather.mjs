import { handOver } from './bootstrap.mjs';

await handOver('scripts/weather/main.ts', process.argv.slice(2));
