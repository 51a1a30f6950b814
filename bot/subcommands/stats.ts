import { type Environment, environments } from '@ck/shared/endpoints';
import { readStatistics } from '@ck/shared/statistics';
import { statisticsAnswer } from '../blocks/statistics-blocks.ts';
import { findKey, readEnvironment } from '../find-key.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey stats <key> [sandbox|production]';
const dayMs = 24 * 60 * 60_000;

export const stats: Subcommand = {
  for: 'owner',
  name: 'stats',
  usage,
  description: 'Calls, errors and times of the last 24 hours',
  examples: ['stats acme', 'stats acme production'],
  async run([word, place, ...rest], { actor, portal, now }, typed) {
    const name = requireKeyWord(word, 'stats', usage);
    refuseRest(rest, 'stats', usage);
    const wanted: readonly Environment[] =
      place === undefined ? environments : [readEnvironment(place, typed)];
    const named = await findKey(actor, name, typed);
    const range = { from: new Date(now() - dayMs), to: new Date(now()), by: 'hour' as const };
    const figures = await Promise.all(
      wanted.map(async environment => ({
        environment,
        statistics: await readStatistics(actor, { keyId: named.key.id, environment, ...range }),
      })),
    );
    return statisticsAnswer(named, figures, portal);
  },
};
