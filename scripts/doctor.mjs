import { nodeVersion, root, run } from './bootstrap.mjs';
import { installState } from './install/install.mjs';

// Plain JavaScript for any Node >= 18: `npm run doctor` works before anything is installed, as far as it can.
const states = {
  complete: ['✓', 'installed as the lock file says'],
  missing: ['!', 'not installed yet; npm start does it (needs the npm registry, once)'],
  outdated: ['!', 'another version of the lock file is installed; npm start mends it'],
  damaged: ['!', 'an install was broken off or deleted in part; npm start mends it'],
};

const show = (sign, name, finding) => console.log(`  ${sign} ${name.padEnd(12)}${finding}`);

console.log('\nWhat npm start would find\n');
const { major } = nodeVersion();
const version = process.versions.node;
if (major < 18) {
  show('✗', 'Node', `${version} is too old: install any Node from 18 on`);
  process.exit(1);
}
show('✓', 'Node', version);
const state = installState(root);
show(states[state][0], 'Packages', states[state][1]);
if (state === 'complete' || state === 'outdated') {
  run('scripts/doctor/main.ts', []);
} else {
  show('!', 'The rest', 'is looked at once the packages are there');
  console.log('\nNothing of this would stop npm start.\n');
}
