import { findKeyByText, maskKeyText } from '@ck/shared/keys';
import { askingOf } from './asking.ts';
import { type Answer, plainAnswer } from './blocks/blocks.ts';
import { runButton } from './blocks/buttons.ts';
import { cut } from './blocks/text.ts';
import { CommandError } from './errors.ts';
import { keyWord } from './find-key.ts';
import type { Visitor } from './means.ts';
import { type Command, readWords } from './read-command.ts';

/** Does what was typed. @throws CommandError, DomainError */
export async function runCommand(command: Command, visitor: Visitor): Promise<Answer> {
  switch (command.kind) {
    case 'spilled':
      return await spilledAnswer(command.keyText, visitor);
    case 'fault':
      throw new CommandError(`${command.message} Close it and send the command again.`, [help]);
    case 'unknown':
      throw unknownVerb(command);
    case 'run': {
      const { subcommand, words, typed } = command;
      if (subcommand.for === 'anyone') return await subcommand.run(words, visitor, typed);
      return await subcommand.run(words, await askingOf(visitor), typed);
    }
  }
}

/** A command that a button gave. */
export async function runWords(words: readonly string[], visitor: Visitor): Promise<Answer> {
  return await runCommand(readWords(words), visitor);
}

const help = runButton('Help', ['help']);

function unknownVerb({ verb, near, words }: Extract<Command, { kind: 'unknown' }>): CommandError {
  const what = `There is no "${cut(verb, 40)}".`;
  if (near === undefined) return new CommandError(`${what} Help lists all verbs.`, [help]);
  return new CommandError(`${what} Did you mean ${near}?`, [
    runButton(`Run ${near}`, [near, ...words]),
    help,
  ]);
}

/** Slack keeps what was typed: the key is as good as published. It is never said again. */
async function spilledAnswer(keyText: string, visitor: Visitor): Promise<Answer> {
  const { actor, secrets } = await askingOf(visitor);
  const found = await findKeyByText(actor, keyText, secrets.pepper);
  const masked = maskKeyText(keyText);
  const text = `You typed a whole key (${masked}). Slack keeps it now: regenerate it.`;
  if (found === undefined) return plainAnswer(text, runButton('List keys', ['list']));
  const { key, environment } = found;
  const button = runButton('Regenerate', ['regenerate', keyWord(key.id), environment], { style: 'danger' });
  return plainAnswer(`${text} It is the ${environment} key of ${key.name}.`, button);
}
