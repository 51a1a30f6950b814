// Plain JavaScript for any Node >= 18: what may be said after `npm start --`.
import { parseArgs } from 'node:util';

const known = {
  fresh: 'drop the demo’s data (MongoDB, mails, orders) after asking; what was downloaded stays',
  yes: 'with --fresh: do not ask',
  verbose: 'also print what the processes log, each line with their name',
  dev: 'as npm run dev: the portal reloads by itself, the others start again when a source changes',
  help: 'this page',
};

const types = Object.fromEntries(Object.keys(known).map(name => [name, { type: 'boolean', default: false }]));

/**
 * @param {readonly string[]} args
 * @returns {{ fresh: boolean, yes: boolean, verbose: boolean, dev: boolean, help: boolean }}
 * @throws {Error} that names the word and what there is
 */
export function readOptions(args) {
  try {
    const { fresh, yes, verbose, dev, help } = parseArgs({ args: [...args], options: types }).values;
    return { fresh: !!fresh, yes: !!yes, verbose: !!verbose, dev: !!dev, help: !!help };
  } catch (error) {
    const word = /'([^' ]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? args.join(' ');
    throw new Error(`npm start does not know "${word}".\n\n${help()}`);
  }
}

export function help() {
  const lines = Object.entries(known).map(([name, what]) => `  --${name.padEnd(10)}${what}`);
  return [
    'npm start          starts everything, with a demo; Ctrl-C stops it',
    'npm start -- <…>   with one of these:',
    '',
    ...lines,
    '',
    'npm run doctor     says what would keep it from starting, and how to mend it',
    'Ports, MONGODB_URI and DATA_FOLDER are set by environment variables.',
  ].join('\n');
}
