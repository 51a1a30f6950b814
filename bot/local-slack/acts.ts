import { randomUUID } from 'node:crypto';
import type { Ack, Delivery } from './delivery.ts';
import { type Chosen, type Control, entryKey, entryOf, optionsOf, stateOf } from './elements.ts';
import { type Fields, stringOf } from './json.ts';
import { messageJson } from './slack-json.ts';
import type { Tickets } from './tickets.ts';
import { handleOf } from './typed-text.ts';
import { viewJson } from './view-methods.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Message, type Person, type View } from './workspace-parts.ts';

export type ActMeans = { workspace: Workspace; tickets: Tickets; delivery: Delivery; baseUrl: string };

/** Something with controls in it, in front of a person. */
export type Place = { kind: 'message'; message: Message } | { kind: 'view'; view: View };

/** Writes or chooses in a control; the bot hears of it when the whole is submitted, or at once where it wants to. */
export function enter(place: Place, control: Control, chosen: Chosen): Fields {
  const entry = entryOf(control.element, chosen);
  sheetOf(place).entered.set(entryKey(control), entry);
  return entry;
}

/** Presses a button, or chooses in a menu that acts at once. */
export async function useControl(
  means: ActMeans,
  person: Person,
  place: Place,
  control: Control,
  chosen: Chosen = null,
): Promise<Ack> {
  const { workspace, tickets, delivery } = means;
  const { block, element } = control;
  const action = {
    ...actionEntry(place, control, chosen),
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: workspace.newTs(),
  };
  workspace.touch();
  const viewId = place.kind === 'view' ? { viewId: place.view.id } : {};
  const payload = {
    type: 'block_actions',
    ...whoActs(workspace, person),
    trigger_id: tickets.newTrigger({ person: person.id, ...viewId }),
    ...whereActed(means, person, place),
    state: stateOf(sheetOf(place)),
    actions: [action],
  };
  return await delivery.form(`"${stringOf(element.action_id)}"`, { payload: JSON.stringify(payload) });
}

function actionEntry(place: Place, control: Control, chosen: Chosen): Fields {
  const { type, text, value, style } = control.element;
  if (type === 'button')
    return { type, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
  if (type === 'overflow')
    return { type, selected_option: optionsOf(control.element).find(option => option.value === chosen) };
  return enter(place, control, chosen);
}

function whereActed({ workspace, tickets, baseUrl }: ActMeans, person: Person, place: Place): Fields {
  if (place.kind === 'view') {
    const { view } = place;
    return { container: { type: 'view', view_id: view.id }, view: viewJson(workspace, view) };
  }
  const { message } = place;
  const channel = message.channel;
  const response = tickets.newResponse({ person: person.id, channel, original: message });
  const ephemeral = message.onlyFor !== undefined;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel, is_ephemeral: ephemeral },
    channel: { id: channel, name: workspace.channels.get(channel)?.name },
    // Slack does not send along what an ephemeral message said.
    ...(!ephemeral && { message: messageJson(message) }),
    response_url: `${baseUrl}/respond/${response}`,
  };
}

/** Opens the bot's Home, which the bot then fills. */
export async function openHome({ workspace, delivery }: ActMeans, person: Person): Promise<Ack> {
  const home = workspace.homes.get(person.id);
  return await sendEvent(
    { workspace, delivery },
    {
      type: 'app_home_opened',
      user: person.id,
      channel: workspace.direct(person.id).id,
      tab: 'home',
      ...(home !== undefined && { view: viewJson(workspace, home) }),
    },
  );
}

/** An event of the Events API, in its envelope. */
export async function sendEvent(
  { workspace, delivery }: Pick<ActMeans, 'workspace' | 'delivery'>,
  event: Fields,
): Promise<Ack> {
  const { team } = workspace;
  return await delivery.event(stringOf(event.type), {
    team_id: team.id,
    api_app_id: bot.appId,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').toUpperCase()}`,
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [{ team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false }],
    event: { ...event, event_ts: workspace.newTs() },
  });
}

/** Who acts, as every interaction says it. */
export function whoActs(workspace: Workspace, person: Person): Fields {
  const { team } = workspace;
  const name = handleOf(person.email);
  return {
    team: { id: team.id, domain: domainOf(workspace) },
    user: { id: person.id, username: name, name, team_id: person.stranger === true ? 'T0STRANGE' : team.id },
    api_app_id: bot.appId,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function sheetOf(place: Place): Message | View {
  return place.kind === 'message' ? place.message : place.view;
}

/** The workspace's name as Slack writes it in addresses. */
export const domainOf = ({ team }: Workspace) => team.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
