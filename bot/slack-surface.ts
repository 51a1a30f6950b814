/** What the bot uses of Slack: the manifest is made of it, and a test holds the code against it. */
import { events } from './listeners/events.ts';

/** Each method of the Web API that is called, with the scope that it needs. */
export const methods = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'users.info': 'users:read',
  'views.open': undefined,
  'views.push': undefined,
  'views.update': undefined,
  'views.publish': undefined,
} as const satisfies Record<string, string | undefined>;

/** `im:write`: a message to a person opens the conversation with them. */
export const scopes = ['commands', 'chat:write', 'im:write', 'users:read'] as const;

export { events };
