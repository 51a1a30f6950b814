import { type Answer, invalid, no } from './answers.ts';
import { type Fields, stringOf } from './json.ts';
import { readMessage } from './message-content.ts';
import { channelForBot, emailScope, isIn, isMethod, type Method, scopeOfMethod } from './permissions.ts';
import { channelJson, messageJson, personJson } from './slack-json.ts';
import type { Tickets } from './tickets.ts';
import { openView, publishView, pushView, updateView } from './view-methods.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Channel, type Message } from './workspace-parts.ts';

export type WebApiMeans = {
  workspace: Workspace;
  tickets: Tickets;
  token: string;
  /** The scopes that the app was installed with; undefined for all. */
  scopes?: readonly string[] | undefined;
  baseUrl: string;
};

type Call = (means: WebApiMeans, args: Fields) => Answer;

/** Errors that are the app's own mistake, never a state that it has to reckon with. */
const mistakes = [
  ...['unknown_method', 'invalid_auth', 'missing_scope', 'invalid_arguments'],
  ...['invalid_trigger_id', 'expired_trigger_id', 'exchanged_trigger_id', 'push_limit_reached'],
];

/** One call of Slack's Web API: arguments as they came, JSON in them already read. */
export function webApi(means: WebApiMeans, method: string, args: Fields, bearer: string | undefined): Answer {
  const answer = answerTo(means, method, args, bearer);
  if (answer.ok === false && mistakes.includes(answer.error))
    means.workspace.fault(answer.error, `${method} was answered with ${answer.error}`);
  return answer;
}

function answerTo(means: WebApiMeans, method: string, args: Fields, bearer: string | undefined): Answer {
  if (!isMethod(method)) return no('unknown_method', { req_method: method });
  if (bearer === undefined || bearer === '') return no('not_authed');
  if (bearer !== means.token) return no('invalid_auth');
  const needed = scopeOfMethod[method];
  if (needed !== null && means.scopes !== undefined && !means.scopes.includes(needed))
    return no('missing_scope', { needed, provided: means.scopes.join(',') });
  return calls[method](means, args);
}

const calls: Readonly<Record<Method, Call>> = {
  'auth.test': ({ workspace: { team }, baseUrl }) => ({
    ok: true,
    url: `${baseUrl}/`,
    team: team.name,
    team_id: team.id,
    user: bot.handle,
    user_id: bot.id,
    bot_id: bot.botId,
    is_enterprise_install: false,
  }),
  'users.info': usersInfo,
  'chat.postMessage': (means, args) => {
    const place = channelToWrite(means, args);
    if ('error' in place) return place;
    const content = readMessage(means.workspace, 'chat.postMessage', args);
    if ('faults' in content) return invalid(content.faults);
    const message = means.workspace.post({ channel: place.channel.id, from: bot.id, ...content });
    return { ok: true, channel: message.channel, ts: message.ts, message: messageJson(message) };
  },
  'chat.postEphemeral': (means, args) => {
    const place = channelToWrite(means, args);
    if ('error' in place) return place;
    const user = stringOf(args.user);
    if (!isIn(place.channel, user)) return no('user_not_in_channel');
    const content = readMessage(means.workspace, 'chat.postEphemeral', args);
    if ('faults' in content) return invalid(content.faults);
    const made = { channel: place.channel.id, from: bot.id, onlyFor: user, ...content };
    return { ok: true, message_ts: means.workspace.post(made).ts };
  },
  'chat.update': ({ workspace }, args) => {
    const message = ownMessage(workspace, args);
    if ('error' in message) return message;
    const content = readMessage(workspace, 'chat.update', args);
    if ('faults' in content) return invalid(content.faults);
    workspace.edit(message, content);
    return { ok: true, channel: message.channel, ts: message.ts, text: message.text };
  },
  'chat.delete': ({ workspace }, args) => {
    const message = ownMessage(workspace, args);
    if ('error' in message) return message;
    workspace.remove(message);
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  'chat.getPermalink': ({ workspace, baseUrl }, args) => {
    const ts = stringOf(args.message_ts);
    const message = workspace.messages.find(other => other.channel === args.channel && other.ts === ts);
    if (message === undefined) return no('message_not_found');
    const permalink = `${baseUrl}/archives/${message.channel}/p${ts.replace('.', '')}`;
    return { ok: true, channel: message.channel, permalink };
  },
  'conversations.info': ({ workspace }, args) => {
    const channel = channelForBot(workspace, stringOf(args.channel));
    return channel === undefined ? no('channel_not_found') : { ok: true, channel: channelJson(channel) };
  },
  'conversations.open': ({ workspace }, args) => {
    const user = stringOf(args.users);
    if (!workspace.people.has(user)) return no('user_not_found');
    return { ok: true, channel: { id: workspace.direct(user).id } };
  },
  'conversations.join': ({ workspace }, args) => {
    const channel = channelForBot(workspace, stringOf(args.channel));
    if (channel === undefined) return no('channel_not_found');
    if (channel.private === true || channel.id.startsWith('D'))
      return no('method_not_supported_for_channel_type');
    if (!isIn(channel, bot.id)) channel.members.push(bot.id);
    workspace.touch();
    return { ok: true, channel: channelJson(channel) };
  },
  'views.open': openView,
  'views.push': pushView,
  'views.update': updateView,
  'views.publish': publishView,
};

function usersInfo({ workspace, scopes }: WebApiMeans, args: Fields): Answer {
  const person = workspace.people.get(stringOf(args.user));
  if (person === undefined) return no('user_not_found');
  const tellsEmail = scopes === undefined || scopes.includes(emailScope);
  return { ok: true, user: personJson(workspace, person, tellsEmail) };
}

type Refused = Extract<Answer, { ok: false }>;

function channelToWrite({ workspace }: WebApiMeans, args: Fields): { channel: Channel } | Refused {
  const channel = channelForBot(workspace, stringOf(args.channel));
  if (channel === undefined) return { ok: false, error: 'channel_not_found' };
  return isIn(channel, bot.id) ? { channel } : { ok: false, error: 'not_in_channel' };
}

/** A message that the bot may change: its own, and not an ephemeral one. */
function ownMessage(workspace: Workspace, { channel, ts }: Fields): Message | Refused {
  const message = workspace.messages.find(other => other.channel === channel && other.ts === ts);
  if (message === undefined || message.onlyFor !== undefined)
    return { ok: false, error: 'message_not_found' };
  return message.from === bot.id ? message : { ok: false, error: 'cant_update_message' };
}
