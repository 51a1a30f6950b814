import { listEndpoints } from '@ck/shared/endpoints';
import { listSubscriptions, subscribeChannel } from '@ck/shared/notifications';
import { type Answer, actions, plainAnswer, section } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { cut, escapeMrkdwn } from '../blocks/text.ts';
import { CommandError } from '../errors.ts';
import { findEndpoint } from '../find-key.ts';
import type { Asking } from '../means.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey subscribe <API> [errors requests changes | off]';
const everything = ['errors', 'requests', 'changes'];

export const subscribe: Subcommand = {
  for: 'owner',
  name: 'subscribe',
  usage,
  description: 'Have this channel told of errors, requests and changes',
  examples: ['subscribe orders', 'subscribe orders errors requests', 'subscribe orders off'],
  async run([word, ...rest], asking, typed) {
    const { actor, channelId, user } = asking;
    if (channelId === undefined) throw new CommandError('Type this in the channel that is to be told.');
    const place = { teamId: user.teamId, channelId };
    if (word === undefined) return await subscriptionsAnswer(asking, place);
    const endpoint = await findEndpoint(actor, word, typed);
    const named = rest.flatMap(each => each.toLowerCase().split(',')).filter(each => each !== '');
    const off = named.length === 1 && named[0] === 'off';
    const topics = off ? [] : named.length === 0 ? everything : named;
    const subscribed = await subscribeChannel(actor, { ...place, endpointId: endpoint.id, topics });
    if (subscribed === undefined)
      return plainAnswer(`This channel is told nothing of ${endpoint.name} any more.`);
    const words = `${subscribed.topics.join(', ')} of ${endpoint.name}`;
    await announce(asking, channelId, `This channel is told of ${words} now.`).catch(async error => {
      await subscribeChannel(actor, { ...place, endpointId: endpoint.id, topics: [] });
      throw error;
    });
    return plainAnswer(`Done: ${words}. Where all is well, nothing is said.`);
  },
};

/** Said in the channel itself, so that everybody there knows; it shows at once whether the app may speak there. */
async function announce({ client, log }: Asking, channel: string, text: string): Promise<void> {
  const safe = escapeMrkdwn(text);
  await client.chat.postMessage({ channel, text: safe, blocks: [section(safe)] }).catch(error => {
    log.warn({ err: error }, 'a channel could not be told');
    throw new CommandError(
      'The app may not speak in this channel. Type /invite @Collaboration Keys here, then subscribe again.',
    );
  });
}

async function subscriptionsAnswer(
  { actor }: Asking,
  place: { teamId: string; channelId: string },
): Promise<Answer> {
  const [subscriptions, endpoints] = await Promise.all([
    listSubscriptions(actor, place),
    listEndpoints(actor),
  ]);
  const lines = subscriptions.flatMap(({ endpointId, topics }) => {
    const endpoint = endpoints.find(({ id }) => id === endpointId);
    return endpoint === undefined ? [] : [`*${escapeMrkdwn(endpoint.name)}*: ${topics.join(', ')}`];
  });
  const text = lines.length === 0 ? 'This channel is told nothing yet.' : 'This channel is told of';
  const offers = endpoints
    .filter(({ id }) => !subscriptions.some(({ endpointId }) => endpointId === id))
    .slice(0, 5)
    .map(({ slug }) => runButton(`Subscribe to ${cut(slug, 50)}`, ['subscribe', slug]));
  return {
    text,
    blocks: [
      section([text, ...lines].join('\n')),
      section(`\`${escapeMrkdwn(usage)}\``),
      ...actions(...offers),
    ],
  };
}
