import { type ActMeans, domainOf } from './acts.ts';
import type { Ack } from './delivery.ts';
import { readMessage } from './message-content.ts';
import { escapeTyped, handleOf } from './typed-text.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Channel, type Person, slackbot } from './workspace-parts.ts';

const command = '/collabkey';

/** What a person types into a channel: a command goes to the bot, anything else stands there for all to read. */
export async function typeText(
  means: ActMeans,
  person: Person,
  channel: Channel,
  text: string,
): Promise<void> {
  const { workspace } = means;
  if (!text.startsWith('/')) {
    workspace.post({ channel: channel.id, from: person.id, text: escapeTyped(text, workspace), blocks: [] });
    return;
  }
  const [, name = '', rest = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const tell = (words: string) =>
    workspace.post({ channel: channel.id, from: slackbot, text: words, blocks: [], onlyFor: person.id });
  if (name === '/invite' && rest.trim() === `@${bot.handle}`) {
    if (!channel.members.includes(bot.id)) channel.members.push(bot.id);
    tell(`${bot.name} is in this channel now.`);
    return;
  }
  if (name !== command) {
    tell(`${name} is no command here; ${command} is.`);
    return;
  }
  const ack = await sendCommand(means, person, channel, { text: rest.trim(), typed: text });
  if (!ack.ok) tell(`${command} failed with the error "${ack.error}".`);
}

async function sendCommand(
  { workspace, tickets, delivery, baseUrl }: ActMeans,
  person: Person,
  channel: Channel,
  { text, typed }: { text: string; typed: string },
): Promise<Ack> {
  const response = tickets.newResponse({ person: person.id, channel: channel.id, typed });
  const ack = await delivery.form(typed, {
    team_id: workspace.team.id,
    team_domain: domainOf(workspace),
    channel_id: channel.id,
    channel_name: channel.id.startsWith('D') ? 'directmessage' : channel.name,
    user_id: person.id,
    user_name: handleOf(person.email),
    command,
    text: escapeTyped(text, workspace),
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: `${baseUrl}/respond/${response}`,
    trigger_id: tickets.newTrigger({ person: person.id }),
  });
  if (ack.ok && ack.text !== '') postAcknowledged(workspace, person, channel, typed, ack);
  return ack;
}

/** An acknowledgement with a body is a message at once. */
function postAcknowledged(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  typed: string,
  { text, json }: Extract<Ack, { ok: true }>,
): void {
  const body = json ?? { text };
  const content = readMessage(workspace, 'The acknowledgement', body);
  if ('faults' in content) return;
  const onlyFor = body.response_type === 'in_channel' ? {} : { onlyFor: person.id };
  workspace.post({ channel: channel.id, from: bot.id, ...content, ...onlyFor, typed });
}
