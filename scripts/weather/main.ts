import { wordsOf } from '../run-command.ts';
import { Place } from './place.ts';
import { processesIn } from './started.ts';
import { weathers } from './weathers.ts';

/**
 * `npm run weather`: npm start in places and states that a test cannot make, each really made; about ten minutes, and
 * root for some. `npm run weather -- disk` runs those with this word in their name.
 */
const words = process.argv.slice(2);
const chosen = weathers.filter(({ name }) => words.every(word => name.includes(word)));
const place = new Place();
let failed = 0;

process.on('disconnect', () => process.exit(1));
for (const { name, seen } of chosen) {
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`.padStart(6);
  try {
    const what = await seen(place);
    const left = processesIn(place);
    if (left.length > 0) throw new Error(`processes are left: ${left.join(' · ')}`);
    console.log(`✓ ${seconds()}  ${name}: ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${seconds()}  ${name}: ${wordsOf(error)}`);
  }
}
place.remove();
console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
