import { type Fields, stringOf } from './json.ts';
import { readMessage } from './message-content.ts';
import type { Tickets } from './tickets.ts';
import type { Workspace } from './workspace.ts';
import { bot } from './workspace-parts.ts';

export type RespondAnswer = { status: number; text: string };

/**
 * What is posted to a response_url: a new message, ephemeral unless it says in_channel; or with replace_original or
 * delete_original a change of the message that was acted on. After a command that is the last answer given there.
 */
export function respond(workspace: Workspace, tickets: Tickets, id: string, body: Fields): RespondAnswer {
  const ticket = tickets.useResponse(id);
  if (typeof ticket === 'string') {
    workspace.fault(ticket, `A response_url was used that is no longer good (${ticket})`);
    return { status: 404, text: ticket };
  }
  const { original } = ticket;
  const stands = original !== undefined && workspace.messages.includes(original);
  if (body.delete_original === true) {
    if (stands) workspace.remove(original);
    return { status: 200, text: 'ok' };
  }
  const content = readMessage(workspace, 'response_url', body);
  if ('faults' in content) return { status: 400, text: `invalid_blocks\n${content.faults.join('\n')}` };
  if (body.replace_original === true && stands) {
    workspace.edit(original, content);
    return { status: 200, text: 'ok' };
  }
  const { channel, person, typed } = ticket;
  const made = workspace.post({
    channel,
    from: bot.id,
    ...content,
    ...(stringOf(body.response_type) !== 'in_channel' && { onlyFor: person }),
    ...(typed !== undefined && { typed }),
  });
  if (typed !== undefined) ticket.original = made;
  return { status: 200, text: 'ok' };
}
