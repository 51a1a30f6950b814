// Child of guarded.mjs, and the leader of a process group: runs one command, and ends the whole group when it is told
// to or when its parent is gone. Tools such as npx and pip start others and do not pass signals on.
import { spawn } from 'node:child_process';

const patienceMs = 3_000;
const [command = '', ...args] = process.argv.slice(2);
let ending = false;

/** This process included. */
const endGroup = () => process.kill(-process.pid, 'SIGKILL');

process.on('SIGTERM', () => {
  ending = true;
  setTimeout(endGroup, patienceMs);
});
process.on('SIGINT', () => {});
process.on('disconnect', endGroup);
if (!process.connected) endGroup();

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', error => {
  console.error(`${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', code => {
  if (ending) endGroup();
  process.exit(code ?? 1);
});
