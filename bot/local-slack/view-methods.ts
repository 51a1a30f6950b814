import { type Answer, invalid, no } from './answers.ts';
import { stateOf } from './elements.ts';
import { type Fields, stringOf } from './json.ts';
import { readView } from './message-content.ts';
import type { Trigger } from './tickets.ts';
import type { WebApiMeans } from './web-api.ts';
import { stackMax, type Workspace } from './workspace.ts';
import { bot, type View } from './workspace-parts.ts';

/** A modal in front of whoever acted; one that was there before gives way. */
export function openView(means: WebApiMeans, args: Fields): Answer {
  return withTrigger(means, args, 'views.open', ({ person }, definition) => {
    const view = means.workspace.newView(person, definition);
    means.workspace.setStack(person, [view]);
    return { ok: true, view: viewJson(means.workspace, view) };
  });
}

/** A modal on top of the one that was acted in; three at most. */
export function pushView(means: WebApiMeans, args: Fields): Answer {
  return withTrigger(means, args, 'views.push', ({ person }, definition) => {
    const view = pushOnStack(means.workspace, person, definition);
    return typeof view === 'string' ? no(view) : { ok: true, view: viewJson(means.workspace, view) };
  });
}

export function pushOnStack(workspace: Workspace, person: string, definition: Fields): View | string {
  const stack = workspace.stackOf(person);
  const top = stack.at(-1);
  if (top === undefined) return 'not_found';
  if (stack.length >= stackMax) return 'push_limit_reached';
  const view = workspace.newView(person, definition, top);
  workspace.setStack(person, [...stack, view]);
  return view;
}

export function updateView({ workspace }: WebApiMeans, args: Fields): Answer {
  const read = readView(workspace, 'views.update', 'modal', args.view);
  if ('faults' in read) return invalid(read.faults);
  const all = [...workspace.stacks.values()].flat();
  const view = all.find(({ id, frame }) => {
    return args.view_id === undefined ? frame.external_id === args.external_id : id === args.view_id;
  });
  if (view === undefined) return no('not_found');
  if (args.hash !== undefined && args.hash !== view.hash) return no('hash_conflict');
  workspace.changeView(view, read.view);
  return { ok: true, view: viewJson(workspace, view) };
}

export function publishView({ workspace }: WebApiMeans, args: Fields): Answer {
  const person = stringOf(args.user_id);
  if (!workspace.people.has(person)) return no('user_not_found');
  const read = readView(workspace, 'views.publish', 'home', args.view);
  if ('faults' in read) return invalid(read.faults);
  const known = workspace.homes.get(person);
  if (args.hash !== undefined && args.hash !== known?.hash) return no('hash_conflict');
  const view = known ?? workspace.newView(person, read.view);
  if (known !== undefined) workspace.changeView(view, read.view);
  workspace.homes.set(person, view);
  return { ok: true, view: viewJson(workspace, view) };
}

function withTrigger(
  { workspace, tickets }: WebApiMeans,
  args: Fields,
  method: string,
  work: (trigger: Trigger, definition: Fields) => Answer,
): Answer {
  const read = readView(workspace, method, 'modal', args.view);
  if ('faults' in read) return invalid(read.faults);
  const trigger = tickets.useTrigger(stringOf(args.trigger_id));
  return typeof trigger === 'string' ? no(trigger) : work(trigger, read.view);
}

/** A view as Slack's answers and interactions carry it. */
export function viewJson(workspace: Workspace, view: View): Fields {
  const { frame, blocks, id, hash, rootId, previousId } = view;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...frame,
    id,
    team_id: workspace.team.id,
    app_id: bot.appId,
    app_installed_team_id: workspace.team.id,
    bot_id: bot.botId,
    blocks,
    state: stateOf(view),
    hash,
    root_view_id: rootId,
    previous_view_id: previousId ?? null,
  };
}
