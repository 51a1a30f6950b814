import { type Fields, objectsOf } from './json.ts';
import type { LimitFaults } from './limit-faults.ts';
import { checkConfirm, checkInitial, checkMenuOptions, checkOptions } from './option-limits.ts';

/**
 * Limits of Block Kit's elements and composition objects, as docs.slack.dev/reference/block-kit has them. An option's
 * value is 150 there; the comments of @slack/types still say 75.
 */
type Check = (faults: LimitFaults, place: string, element: Fields) => void;

const choiceMax = 10;
const inputMax = 3000;

const choices = ['initial_options', 'options', 'confirm', 'focus_on_load', 'action_id'];
const select = ['placeholder', 'confirm', 'focus_on_load', 'action_id'];

const conversations: Check = (faults, place, element) => {
  menu(faults, place, element, [
    'initial_conversation',
    'default_to_current_conversation',
    'response_url_enabled',
    'filter',
  ]);
};

/** Every element that the local Slack draws; any other is refused. */
const elements: Readonly<Record<string, Check>> = {
  button(faults, place, element) {
    const own = ['text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'];
    faults.known(place, element, own);
    faults.text(`${place}.text`, element.text, { max: 75, plain: true });
    faults.string(`${place}.value`, element.value, { max: 2000, optional: true });
    faults.string(`${place}.url`, element.url, { max: 3000, optional: true });
    faults.string(`${place}.accessibility_label`, element.accessibility_label, { max: 75, optional: true });
    faults.oneOf(`${place}.style`, element.style, ['primary', 'danger']);
  },
  overflow(faults, place, element) {
    faults.known(place, element, ['options', 'action_id', 'confirm']);
    checkOptions(faults, `${place}.options`, element.options, { max: 5, plain: true, url: true });
  },
  image(faults, place, element) {
    faults.known(place, element, ['image_url', 'alt_text']);
    faults.string(`${place}.image_url`, element.image_url, { max: 3000 });
    faults.string(`${place}.alt_text`, element.alt_text, { max: 2000 });
  },
  checkboxes(faults, place, element) {
    faults.known(place, element, choices);
    checkOptions(faults, `${place}.options`, element.options, { max: choiceMax });
    checkInitial(faults, place, objectsOf(element.initial_options), objectsOf(element.options));
  },
  radio_buttons(faults, place, element) {
    faults.known(place, element, ['initial_option', ...choices]);
    checkOptions(faults, `${place}.options`, element.options, { max: choiceMax });
    checkInitial(faults, place, objectsOf([element.initial_option]), objectsOf(element.options));
  },
  static_select(faults, place, element) {
    menu(faults, place, element, ['options', 'option_groups', 'initial_option']);
    checkMenuOptions(faults, place, element, objectsOf([element.initial_option]));
  },
  multi_static_select(faults, place, element) {
    menu(faults, place, element, ['options', 'option_groups', 'initial_options', 'max_selected_items']);
    checkMenuOptions(faults, place, element, objectsOf(element.initial_options));
  },
  conversations_select: conversations,
  channels_select(faults, place, element) {
    menu(faults, place, element, ['initial_channel', 'response_url_enabled']);
  },
  users_select(faults, place, element) {
    menu(faults, place, element, ['initial_user']);
  },
  plain_text_input(faults, place, element) {
    const own = ['placeholder', 'initial_value', 'multiline', 'min_length', 'max_length'];
    faults.known(place, element, [...own, 'dispatch_action_config', 'focus_on_load', 'action_id']);
    textInput(faults, place, element);
    for (const [name, least] of [['min_length', 0] as const, ['max_length', 1] as const]) {
      const bound = element[name];
      if (
        bound !== undefined &&
        !(Number.isInteger(bound) && Number(bound) >= least && Number(bound) <= inputMax)
      )
        faults.say(`${place}.${name}`, `must be ${least} to ${inputMax}`);
    }
  },
  email_text_input(faults, place, element) {
    const own = ['placeholder', 'initial_value', 'dispatch_action_config', 'focus_on_load', 'action_id'];
    faults.known(place, element, own);
    textInput(faults, place, element);
  },
};

/** One element in its block; `allowed` are the types that this block takes. */
export function checkElement(
  faults: LimitFaults,
  place: string,
  element: Fields,
  allowed: readonly string[],
): void {
  const type = String(element.type);
  const check = Object.hasOwn(elements, type) ? elements[type] : undefined;
  if (check === undefined) return faults.say(place, `is an element "${type}", which is not known`);
  if (!allowed.includes(type))
    return faults.say(place, `is an element "${type}", which does not belong here`);
  faults.string(`${place}.action_id`, element.action_id, { max: 255, optional: true });
  check(faults, place, element);
  if (element.confirm !== undefined) checkConfirm(faults, `${place}.confirm`, element.confirm);
}

function menu(faults: LimitFaults, place: string, element: Fields, own: readonly string[]): void {
  faults.known(place, element, [...select, ...own]);
  faults.text(`${place}.placeholder`, element.placeholder, { max: 150, plain: true, optional: true });
}

function textInput(faults: LimitFaults, place: string, element: Fields): void {
  faults.text(`${place}.placeholder`, element.placeholder, { max: 150, plain: true, optional: true });
  faults.string(`${place}.initial_value`, element.initial_value, { max: inputMax, min: 0, optional: true });
}
