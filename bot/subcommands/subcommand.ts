import type { Actor } from '@ck/shared/accounts';
import type { Answer } from '../blocks/blocks.ts';

export type CommandMeans = { actor: Actor; portal: string; now: number };

/** One verb of `/collabkey`. */
export type Subcommand = {
  name: string;
  usage: string;
  description: string;
  run(words: readonly string[], means: CommandMeans): Promise<Answer>;
};
