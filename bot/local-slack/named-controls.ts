import { type Chosen, type Control, controlsOf, idKind, isSeveral, isText, optionsOf } from './elements.ts';
import { type Fields, fieldsOf, isFields, stringOf } from './json.ts';
import { wordsOf } from './words.ts';
import type { Workspace } from './workspace.ts';

export type Named = { control: Control; chosen: Chosen };

/** Controls with this name, and menus behind three dots with an entry of this name. */
export function namedIn(blocks: readonly Fields[], name: string): Named[] {
  return controlsOf(blocks).flatMap((control): Named[] => {
    const { block, element } = control;
    if ([element.action_id, block.block_id, labelOf(control)].includes(name))
      return [{ control, chosen: null }];
    if (element.type !== 'overflow') return [];
    const option = optionsOf(element).find(({ text }) => fieldsOf(text).text === name);
    return option === undefined ? [] : [{ control, chosen: stringOf(option.value) }];
  });
}

/** What a person would call the control: its text, the label over it, or what stands in it while it is empty. */
export function labelOf({ block, element }: Control): string {
  const part = [element.text, block.label, element.placeholder].find(isFields);
  return stringOf(fieldsOf(part).text) || stringOf(element.action_id);
}

/** Whether the block, or the one before it, shows these words. */
export function standsBeside(blocks: readonly Fields[], block: Fields, words: string): boolean {
  const at = blocks.indexOf(block);
  return wordsOf(blocks.slice(Math.max(0, at - 1), at + 1)).includes(words);
}

/** What is chosen by what options say, or by their values. @throws Error with what there is to choose */
export function choiceOf(workspace: Workspace, element: Fields, value: string | readonly string[]): Chosen {
  if (isText(element)) return String(value);
  const one = (wanted: string) => optionValueOf(workspace, element, wanted);
  if (isSeveral(element)) return (typeof value === 'string' ? [value] : value).map(one);
  return one(String(value));
}

function optionValueOf(workspace: Workspace, element: Fields, wanted: string): string {
  const kind = idKind(element);
  const known =
    kind === undefined
      ? optionsOf(element).map(({ text, value }) => ({
          id: stringOf(value),
          name: stringOf(fieldsOf(text).text),
        }))
      : [...(kind === 'person' ? workspace.people : workspace.channels).values()];
  const found = known.find(
    ({ id, name }) => [id, name].includes(wanted.replace(/^[#@]/, '')) || name === wanted,
  );
  if (found === undefined)
    throw new Error(`"${wanted}" can not be chosen, only: ${known.map(({ name }) => name).join(', ')}.`);
  return found.id;
}
