import { accountOfSlackUser, actorOf } from '@ck/shared/accounts';
import { keyTextPattern, maskKeyText } from '@ck/shared/keys';
import { type Answer, plainAnswer } from '../blocks/blocks.ts';
import { splitWords } from '../command-text.ts';
import { CommandError } from '../errors.ts';
import { nearestVerb } from '../nearest-verb.ts';
import { findSubcommand, subcommands } from '../subcommands/index.ts';

export type SlackUser = { teamId: string; userId: string };

/** The account that a Slack user acts as. @throws CommandError that says how to connect */
export async function actorOfSlackUser(user: SlackUser, portal: string) {
  const account = await accountOfSlackUser(user);
  if (account !== undefined) return actorOf(account, 'slack');
  throw new CommandError(
    `Your Slack user is not connected to an account yet. Sign in at ${portal} to connect it.`,
  );
}

/** From what was typed after /collabkey to the answer. @throws CommandError, DomainError */
export async function runCommand(
  text: string,
  user: SlackUser,
  portal: string,
  now = Date.now(),
): Promise<Answer> {
  const spilled = keyTextPattern.exec(text)?.[0];
  if (spilled !== undefined) {
    const masked = maskKeyText(spilled);
    return plainAnswer(
      `You typed a whole key (${masked}). Slack keeps it now: regenerate it in the portal, ${portal}/apis.`,
    );
  }
  const split = splitWords(text);
  if (!split.ok) throw new CommandError(split.fault);
  const [verb = 'help', ...words] = split.words;
  const subcommand = findSubcommand(verb);
  if (subcommand === undefined) {
    const near = nearestVerb(
      verb,
      subcommands.map(({ name }) => name),
    );
    const hint = near === undefined ? '/collabkey help lists all.' : `Did you mean ${near}?`;
    throw new CommandError(`There is no "${verb}". ${hint}`);
  }
  const actor = await actorOfSlackUser(user, portal);
  return await subcommand.run(words, { actor, portal, now });
}
