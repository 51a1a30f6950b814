import { readRecentUse } from '@ck/shared/calls';
import { type Overlap, overlaps } from '@ck/shared/keys';
import { runButton } from '../blocks/buttons.ts';
import { regenerateQuestion } from '../blocks/questions.ts';
import { CommandError } from '../errors.ts';
import { findKey, readEnvironment } from '../find-key.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey regenerate <key> sandbox|production [keep 1h|24h|7d]';

export const regenerate: Subcommand = {
  for: 'owner',
  name: 'regenerate',
  usage,
  description: 'Give a key a new text; the old one dies at once, or lives on for a time',
  examples: ['regenerate acme sandbox', 'regenerate acme production keep 24h'],
  async run([keyWord, place, ...rest], asking, typed) {
    const word = requireKeyWord(keyWord, 'regenerate', usage);
    const keep = readKeep(rest);
    const environment = readEnvironment(place, typed);
    const { key } = await findKey(asking.actor, word, typed);
    const { use } = await readRecentUse(asking.actor, { keyId: key.id, environment });
    const act = { keyId: key.id, environment, version: key.version, askedAt: asking.now() };
    return regenerateQuestion(key, { ...act, ...(keep !== undefined && { keep }) }, use, asking.now());
  },
};

const isOverlap = (word: string): word is Overlap => Object.hasOwn(overlaps, word);

function readKeep(rest: readonly string[]): Overlap | undefined {
  const [word, time = '', ...more] = rest.map(each => each.toLowerCase());
  if (word !== 'keep' || more.length > 0) {
    refuseRest(rest, 'regenerate', usage);
    return undefined;
  }
  if (isOverlap(time)) return time;
  throw new CommandError(`The old key can be kept for ${Object.keys(overlaps).join(', ')}.`, [
    runButton('Help for regenerate', ['help', 'regenerate']),
  ]);
}
