import { runButton } from '../blocks/buttons.ts';
import { cut } from '../blocks/text.ts';
import { CommandError } from '../errors.ts';

/** @throws CommandError that says which word is missing, and how the command goes */
export function requireKeyWord(word: string | undefined, verb: string, usage: string): string {
  if (word !== undefined) return word;
  throw new CommandError(`Which key? ${usage}`, [
    runButton('List keys', ['list']),
    runButton(`Help for ${verb}`, ['help', verb]),
  ]);
}

/** @throws CommandError when words are left over: what is not understood is never half done */
export function refuseRest(rest: readonly string[], verb: string, usage: string): void {
  if (rest.length === 0) return;
  throw new CommandError(`"${cut(rest.join(' '), 80)}" is too much. ${usage}`, [
    runButton(`Help for ${verb}`, ['help', verb]),
  ]);
}
