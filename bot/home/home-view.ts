import { environmentLabels } from '@ck/shared/endpoints';
import type { KeyInTrouble } from '@ck/shared/statistics';
import type { Button, HomeView, KnownBlock } from '@slack/types';
import { connectPage } from '../asking.ts';
import { actions, context, divider, section } from '../blocks/blocks.ts';
import { actButton, confirmDialog, linkButton, runButton } from '../blocks/buttons.ts';
import { failureButtons } from '../blocks/log-blocks.ts';
import { requestBlocks } from '../blocks/request-blocks.ts';
import { count, escapeMrkdwn, percent } from '../blocks/text.ts';
import { keyWord } from '../find-key.ts';
import type { Home } from './load-home.ts';

const title = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: false },
});

/** Waiting requests first, then keys in trouble, then the account: what has to be done stands on top. */
export function homeView(
  { email, waiting, page, pages, requests, troubles }: Home,
  portal: string,
): HomeView {
  const turn = (label: string, to: number): Button | undefined =>
    to >= 1 && to <= pages ? actButton(label, { do: 'home', page: to }) : undefined;
  const waits =
    waiting === 0
      ? [section('Nothing waits for your decision.')]
      : requests.flatMap(({ request, endpoint }) => [...requestBlocks(request, endpoint, portal), divider]);
  return {
    type: 'home',
    blocks: [
      title(waiting === 0 ? 'Requests' : `${count(waiting, 'request')} waiting`),
      ...waits,
      ...(pages > 1 ? [context(`Page ${page} of ${pages}`)] : []),
      ...actions(turn('Back', page - 1), turn('More', page + 1)),
      title('Keys in trouble'),
      ...(troubles.length === 0
        ? [section('In the last 24 hours no key had more than 5 % errors.')]
        : troubles.flatMap(troubleBlocks)),
      ...actions(
        runButton('List keys', ['list']),
        runButton('Create a key', ['create']),
        linkButton('Open the portal', `${portal}/apis`),
      ),
      title('Your account'),
      section(`Connected as ${escapeMrkdwn(email)}`),
      ...actions(actButton('Disconnect', { do: 'disconnect' }, { confirm: disconnectDialog })),
    ],
  };
}

const disconnectDialog = confirmDialog({
  title: 'Disconnect Slack?',
  text: 'Nothing can be done from here until you connect again. Channels go on being told.',
  confirm: 'Disconnect',
  deny: 'Stay connected',
});

function troubleBlocks({ named: { key, endpoint }, environment, calls, errors }: KeyInTrouble): KnownBlock[] {
  const line = `*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint.slug)} · ${environmentLabels[environment]}: ${percent(errors, calls)} of ${count(calls, 'call')} went wrong`;
  const logs = runButton('What went wrong', ['logs', keyWord(key.id), environment]);
  return [section(line), ...failureButtons(key.id, environment, logs)];
}

/** For who is not connected: one thing to do. */
export function strangerView(portal: string): HomeView {
  return {
    type: 'home',
    blocks: [
      title('Connect your account'),
      section('Get a code in the portal, then type `/collabkey connect` and the code in any channel.'),
      ...actions(linkButton('Get a code', connectPage(portal))),
    ],
  };
}

/** When what is to be shown cannot be loaded: it is said, and not an old page left standing. */
export function faultView(sentence: string): HomeView {
  return {
    type: 'home',
    blocks: [section(escapeMrkdwn(sentence)), ...actions(actButton('Try again', { do: 'home', page: 1 }))],
  };
}
