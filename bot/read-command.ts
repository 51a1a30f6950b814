import { keyTextPattern } from '@ck/shared/keys';
import { splitWords } from './command-text.ts';
import { nearestVerb } from './nearest-verb.ts';
import { findSubcommand, launcher, subcommands } from './subcommands/index.ts';
import type { Subcommand } from './subcommands/subcommand.ts';

export type Command =
  /** `typed` has the verb as well. */
  | { kind: 'run'; subcommand: Subcommand; words: string[]; typed: string[] }
  | { kind: 'unknown'; verb: string; near?: string; words: string[] }
  | { kind: 'fault'; message: string }
  /** A whole key was typed, which Slack keeps now. */
  | { kind: 'spilled'; keyText: string };

/** From what was typed after /collabkey to what is meant. Pure: it is done before anything is asked of the database. */
export function readCommand(text: string): Command {
  const split = splitWords(text);
  return split.ok ? readWords(split.words, text) : { kind: 'fault', message: split.fault };
}

export function readWords(typed: readonly string[], text = typed.join(' ')): Command {
  const keyText = keyTextPattern.exec(text)?.[0];
  if (keyText !== undefined) return { kind: 'spilled', keyText };
  const [verb, ...words] = typed;
  if (verb === undefined) return { kind: 'run', subcommand: launcher, words: [], typed: [] };
  const subcommand = findSubcommand(verb);
  if (subcommand !== undefined) return { kind: 'run', subcommand, words, typed: [subcommand.name, ...words] };
  const near = nearestVerb(
    verb,
    subcommands.map(({ name }) => name),
  );
  return { kind: 'unknown', verb, words, ...(near !== undefined && { near }) };
}
