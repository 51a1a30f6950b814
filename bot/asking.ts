import { accountOfSlackUser, actorOf } from '@ck/shared/accounts';
import { linkButton } from './blocks/buttons.ts';
import { CommandError } from './errors.ts';
import type { Asking, Visitor } from './means.ts';

/**
 * Who a person in Slack acts as. Asked on every act, buttons too: others may see a message, links end, people leave.
 * @throws CommandError that says how to connect
 */
export async function askingOf(visitor: Visitor): Promise<Asking> {
  const { user, portal, members, client, now } = visitor;
  const account = await accountOfSlackUser(user);
  if (account === undefined)
    throw new CommandError('Your Slack user is not connected to an account yet. Get a code in the portal.', [
      linkButton('Connect', connectPage(portal)),
    ]);
  await members.nameOf(client, user, now());
  return { ...visitor, actor: actorOf(account, 'slack') };
}

export const connectPage = (portal: string): string => `${portal}/account/slack`;
