import type { Fields } from './json.ts';
import { isIn } from './permissions.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Channel, type Message, type Person } from './workspace-parts.ts';

/** A message as Slack's answers and interactions carry it. */
export function messageJson({ ts, from, text, blocks }: Message): Fields {
  return {
    type: 'message',
    ts,
    user: from,
    text,
    blocks,
    ...(from === bot.id && { bot_id: bot.botId, app_id: bot.appId }),
  };
}

/** A channel, as the bot sees it. */
export function channelJson(channel: Channel): Fields {
  const isDirect = channel.id.startsWith('D');
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !isDirect,
    is_im: isDirect,
    is_private: channel.private === true || isDirect,
    is_member: isIn(channel, bot.id),
    is_archived: false,
  };
}

/** A person; the address only where the app may know it. */
export function personJson(workspace: Workspace, person: Person, tellsEmail: boolean): Fields {
  const { id, name, email, guest = false, stranger = false } = person;
  const profile = { real_name: name, display_name: name, ...(tellsEmail && { email }) };
  return {
    id,
    team_id: stranger ? 'T0STRANGE' : workspace.team.id,
    name: email.split('@')[0],
    real_name: name,
    profile,
    deleted: false,
    is_bot: false,
    is_app_user: false,
    is_restricted: guest,
    is_ultra_restricted: false,
    is_stranger: stranger,
  };
}
