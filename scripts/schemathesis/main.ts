import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findMongod } from '../mongod/find-mongod.ts';
import { pythonEnvironment } from '../python-environment.ts';

/** `npm run schemathesis`: sends what Schemathesis makes of the Orders document to the mock of it, through a gateway. */
const root = join(import.meta.dirname, '../..');
const data = join(root, '.data');

process.env.MONGOD_BINARY = await findMongod(data);
const programs = await pythonEnvironment(join(data, 'schemathesis'), ['schemathesis==4.32.5']);
process.env.SCHEMATHESIS = join(programs, 'schemathesis');

const config = join(import.meta.dirname, 'vitest.config.ts');
const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', '--config', config], {
  cwd: root,
  stdio: 'inherit',
});
child.on('error', error => {
  console.error(error.message);
  process.exitCode = 1;
});
child.on('close', code => {
  process.exitCode = code ?? 1;
});
