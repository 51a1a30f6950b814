import type { Workspace } from './workspace.ts';
import { bot, type Channel } from './workspace-parts.ts';

/** The scope that each method of the Web API takes; null for none. Other methods are unknown here. */
export const scopeOfMethod = {
  'auth.test': null,
  'users.info': 'users:read',
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.getPermalink': null,
  'conversations.info': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.join': 'channels:join',
  'views.open': null,
  'views.push': null,
  'views.update': null,
  'views.publish': null,
} as const satisfies Record<string, string | null>;

export type Method = keyof typeof scopeOfMethod;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(scopeOfMethod, name);
}

/** With this scope besides `users:read` an address is told as well. */
export const emailScope = 'users:read.email';

/** The channel as the bot may see it: a private one that it is not in does not exist for it. */
export function channelForBot(workspace: Workspace, id: string): Channel | undefined {
  if (workspace.people.has(id)) return workspace.direct(id);
  const channel = workspace.channels.get(id);
  return channel?.private === true && !isIn(channel, bot.id) ? undefined : channel;
}

export function isIn(channel: Channel, id: string): boolean {
  return channel.members.includes(id);
}
