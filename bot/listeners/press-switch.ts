import type { Answer } from '../blocks/blocks.ts';
import { CommandError } from '../errors.ts';
import { switchAndTell } from '../switch-and-tell.ts';
import { readSwitchTarget } from '../switch-target.ts';
import { actorOfSlackUser, type SlackUser } from './collabkey.ts';

/**
 * A pressed confirm button: done only on the version that the question was asked about. Who presses is checked anew.
 * @throws CommandError, DomainError
 */
export async function pressSwitch(
  value: string | undefined,
  user: SlackUser,
  portal: string,
  now = Date.now(),
): Promise<Answer> {
  const target = readSwitchTarget(value, now);
  if (target === undefined) throw new CommandError('This question is too old. Give the command again.');
  const actor = await actorOfSlackUser(user, portal);
  const { keyId, environment, active, version, for: time } = target;
  return await switchAndTell(actor, { keyId, environment, active, expectedVersion: version, for: time });
}
