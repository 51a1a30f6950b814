import { type Fields, isFields, objectsOf, stringOf } from './json.ts';
import type { Sheet } from './workspace-parts.ts';

/** An element that a person can use, and the block that it is in. */
export type Control = { block: Fields; element: Fields };

/** What a person chose: an option's value, an id, a text; several; or nothing. */
export type Chosen = string | readonly string[] | null;

const textTypes = ['plain_text_input', 'email_text_input'];
/** What is chosen in a menu of people or channels is an id. */
const idFields: Readonly<Record<string, string>> = {
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  users_select: 'selected_user',
};
const initialFields: Readonly<Record<string, string>> = {
  conversations_select: 'initial_conversation',
  channels_select: 'initial_channel',
  users_select: 'initial_user',
};
const severalTypes = ['checkboxes', 'multi_static_select'];

export const isText = (element: Fields) => textTypes.includes(stringOf(element.type));
export const isSeveral = (element: Fields) => severalTypes.includes(stringOf(element.type));
/** `channel`, `person`, or undefined for a menu with options of its own. */
export function idKind({ type }: Fields): 'channel' | 'person' | undefined {
  if (type === 'users_select') return 'person';
  return idFields[stringOf(type)] === undefined ? undefined : 'channel';
}

/** Everything that can be used in these blocks, in order. */
export function controlsOf(blocks: readonly Fields[]): Control[] {
  return blocks.flatMap(block => {
    const elements = block.type === 'actions' ? objectsOf(block.elements) : [];
    const one = [block.accessory, block.element].filter(isFields);
    return [...elements, ...one].filter(({ type }) => type !== 'image').map(element => ({ block, element }));
  });
}

export function findControl(sheet: Sheet, blockId: string, actionId: string): Control | undefined {
  return controlsOf(sheet.blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  );
}

export function optionsOf(element: Fields): Fields[] {
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap(group => objectsOf(group.options)),
  ];
}

export const entryKey = ({ block, element }: Control) =>
  `${stringOf(block.block_id)}\n${stringOf(element.action_id)}`;

/** What Slack sends of an element in which this was chosen. @throws Error when it is no option of it */
export function entryOf(element: Fields, chosen: Chosen): Fields {
  const type = stringOf(element.type);
  const one = typeof chosen === 'string' && chosen !== '' ? chosen : null;
  if (isText(element)) return { type, value: one };
  const idField = idFields[type];
  if (idField !== undefined) return { type, [idField]: one };
  if (isSeveral(element)) {
    const values = chosen === null ? [] : typeof chosen === 'string' ? [chosen] : chosen;
    return { type, selected_options: values.map(value => optionOf(element, value)) };
  }
  return { type, selected_option: one === null ? null : optionOf(element, one) };
}

function optionOf(element: Fields, value: string): Fields {
  const option = optionsOf(element).find(other => other.value === value);
  if (option === undefined) throw new Error(`"${value}" is no option of ${stringOf(element.action_id)}`);
  return option;
}

/** What stands in an element before anybody has touched it. */
function firstEntry(element: Fields): Fields {
  const type = stringOf(element.type);
  if (isText(element)) return { type, value: stringOf(element.initial_value) || null };
  const idField = idFields[type];
  if (idField !== undefined) return { type, [idField]: element[initialFields[type] ?? ''] ?? null };
  if (isSeveral(element)) return { type, selected_options: objectsOf(element.initial_options) };
  return { type, selected_option: element.initial_option ?? null };
}

export function currentEntry(sheet: Sheet, control: Control): Fields {
  const entered = sheet.entered.get(entryKey(control));
  return entered !== undefined && entered.type === control.element.type
    ? entered
    : firstEntry(control.element);
}

/** Slack's `state.values`: every element that holds something, buttons and overflow menus do not. */
export function stateOf(sheet: Sheet): { values: Record<string, Record<string, Fields>> } {
  const values: Record<string, Record<string, Fields>> = {};
  for (const control of controlsOf(sheet.blocks)) {
    const { block, element } = control;
    if (element.type === 'button' || element.type === 'overflow') continue;
    const blockId = stringOf(block.block_id);
    values[blockId] = { ...values[blockId], [stringOf(element.action_id)]: currentEntry(sheet, control) };
  }
  return { values };
}

/** Whether nothing was chosen or written. */
export function isEmptyEntry(entry: Fields): boolean {
  return Object.entries(entry).every(
    ([name, value]) => name === 'type' || value === null || (Array.isArray(value) && value.length === 0),
  );
}
