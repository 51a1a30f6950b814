import { type ActMeans, whoActs } from './acts.ts';
import type { Ack } from './delivery.ts';
import { controlsOf, currentEntry, idKind, isEmptyEntry, isText } from './elements.ts';
import { type Fields, fieldsOf, stringOf } from './json.ts';
import { readView } from './message-content.ts';
import { pushOnStack, viewJson } from './view-methods.ts';
import type { Workspace } from './workspace.ts';
import type { Person, View } from './workspace-parts.ts';

/**
 * Submits the modal on top. What Slack itself sees (a field left empty, a length, no address) is said under the
 * field, and the bot hears nothing; otherwise its acknowledgement decides what becomes of the modal.
 */
export async function submitModal(means: ActMeans, person: Person, view: View): Promise<Ack | undefined> {
  const { workspace, tickets, delivery } = means;
  view.errors = localErrors(view);
  view.changed = workspace.touch();
  if (Object.keys(view.errors).length > 0) return undefined;
  const payload = {
    type: 'view_submission',
    ...whoActs(workspace, person),
    trigger_id: tickets.newTrigger({ person: person.id, viewId: view.id }),
    view: viewJson(workspace, view),
    response_urls: responseUrls(means, person, view),
  };
  const ack = await delivery.form(submitWords(view), { payload: JSON.stringify(payload) });
  if (!ack.ok) setErrors(workspace, view, { '': 'We had some trouble connecting. Try again?' });
  else obey(workspace, person, view, ack.json ?? {});
  return ack;
}

const submitWords = (view: View) => `"${stringOf(fieldsOf(view.frame.submit).text)}" of a modal`;

/** Closes the modal on top, or all where it says so; the bot hears of it when it asked to. */
export async function closeModal(
  { workspace, delivery }: ActMeans,
  person: Person,
  view: View,
): Promise<Ack | undefined> {
  const all = view.frame.clear_on_close === true;
  const stack = workspace.stackOf(person.id);
  workspace.setStack(person.id, all ? [] : stack.filter(other => other !== view));
  if (view.frame.notify_on_close !== true) return undefined;
  const payload = {
    type: 'view_closed',
    ...whoActs(workspace, person),
    view: viewJson(workspace, view),
    is_cleared: all,
  };
  return await delivery.form('Closing a modal', { payload: JSON.stringify(payload) });
}

/** What the acknowledgement of a submission asks for; without a word the modal closes. */
function obey(workspace: Workspace, person: Person, view: View, ack: Fields): void {
  const { response_action: action, errors, view: next } = ack;
  const rest = workspace.stackOf(person.id).filter(other => other !== view);
  if (action === undefined) return workspace.setStack(person.id, rest);
  if (action === 'clear') return workspace.setStack(person.id, []);
  if (action === 'errors') return setErrors(workspace, view, fieldsOf(errors));
  const read = readView(workspace, `response_action ${action}`, 'modal', next);
  if ('faults' in read)
    return setErrors(workspace, view, { '': 'We had some trouble connecting. Try again?' });
  if (action === 'update') return workspace.changeView(view, read.view);
  const pushed = action === 'push' ? pushOnStack(workspace, person.id, read.view) : 'unknown response_action';
  if (typeof pushed === 'string')
    workspace.fault('invalid_arguments', `response_action ${action}: ${pushed}`);
}

/** An error must belong to an input of the modal; Slack shows no other. */
function setErrors(workspace: Workspace, view: View, errors: Fields): void {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(block => block.block_id);
  for (const blockId of Object.keys(errors))
    if (blockId !== '' && !inputs.includes(blockId))
      workspace.fault(
        'invalid_arguments',
        `An error was given for "${blockId}", which is no input of the modal`,
      );
  if (Object.keys(errors).length === 0)
    workspace.fault('invalid_arguments', 'response_action errors came without an error');
  view.errors = errors;
  view.changed = workspace.touch();
}

function localErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const control of controlsOf(view.blocks)) {
    const { block, element } = control;
    if (block.type !== 'input') continue;
    const error = errorOf(block, element, currentEntry(view, control));
    if (error !== undefined) errors[stringOf(block.block_id)] = error;
  }
  return errors;
}

function errorOf(block: Fields, element: Fields, entry: Fields): string | undefined {
  if (isEmptyEntry(entry))
    return block.optional === true ? undefined : 'Please complete this required field.';
  if (!isText(element)) return undefined;
  const value = stringOf(entry.value);
  const { min_length: min = 0, max_length: max = 3000 } = element;
  if (value.length < Number(min)) return `Please enter at least ${min} characters.`;
  if (value.length > Number(max)) return `Please enter at most ${max} characters.`;
  const isAddress = element.type !== 'email_text_input' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
  return isAddress ? undefined : 'Please enter a valid email address.';
}

/** A menu of channels with response_url_enabled gives the bot an address to answer into that channel. */
function responseUrls({ tickets, baseUrl }: ActMeans, person: Person, view: View): Fields[] {
  return controlsOf(view.blocks).flatMap(control => {
    const { block, element } = control;
    if (element.response_url_enabled !== true || idKind(element) !== 'channel') return [];
    const entry = currentEntry(view, control);
    const channel = stringOf(entry.selected_conversation ?? entry.selected_channel);
    if (channel === '') return [];
    const id = tickets.newResponse({ person: person.id, channel });
    const { block_id, action_id } = { ...block, ...element } as Fields;
    return [{ block_id, action_id, channel_id: channel, response_url: `${baseUrl}/respond/${id}` }];
  });
}
