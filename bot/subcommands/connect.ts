import { accountOfSlackUser, claimSlackConnect, unlinkSlackUser } from '@ck/shared/accounts';
import { connectPage } from '../asking.ts';
import { plainAnswer } from '../blocks/blocks.ts';
import { actButton, linkButton } from '../blocks/buttons.ts';
import { refuseRest } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey connect [code | off]';

export const connect: Subcommand = {
  for: 'anyone',
  name: 'connect',
  usage,
  description: 'Connect your Slack user to your account in the portal',
  examples: ['connect', 'connect ABCD-2345', 'connect off'],
  async run([code, ...rest], { user, client, portal, members, now, teamName }) {
    refuseRest(rest, 'connect', usage);
    const link = linkButton('Open the portal', connectPage(portal));
    if (code?.toLowerCase() === 'off') {
      const was = await unlinkSlackUser(user);
      return plainAnswer(was ? 'Your Slack user is not connected any more.' : 'It was not connected.');
    }
    const userName = await members.nameOf(client, user, now());
    if (code !== undefined) {
      await claimSlackConnect(
        code,
        { ...user, userName, teamName: teamName ?? user.teamId },
        new Date(now()),
      );
      return plainAnswer('The code is right. Confirm in the portal that this is you.', link);
    }
    const account = await accountOfSlackUser(user);
    if (account === undefined)
      return plainAnswer('Get a code in the portal, then type /collabkey connect and the code.', link);
    const disconnect = actButton('Disconnect', { do: 'disconnect' });
    return plainAnswer(`You are connected as ${account.email}.`, link, disconnect);
  },
};
