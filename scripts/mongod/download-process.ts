import { MongoBinary } from 'mongodb-memory-server-core';
import { wordsOf } from '../run-command.ts';

/** Child of download-mongod.ts: fetches into the folder named as its argument, and answers over IPC. */
const [downloadDir = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit(1));
if (process.connected !== true) process.exit(1);
process.send?.(
  await MongoBinary.getPath({ downloadDir, checkMD5: true }).then(
    found => ({ found }),
    error => ({ fault: wordsOf(error) }),
  ),
);
process.disconnect?.();
