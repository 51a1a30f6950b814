import { handOver, stop } from './bootstrap.mjs';
import { help, readOptions } from './start-options.mjs';

const args = process.argv.slice(2);
try {
  if (readOptions(args).help) {
    console.log(`\n${help()}\n`);
    process.exit(0);
  }
} catch (error) {
  stop(error.message);
}
await handOver('scripts/start/main.ts', args);
