import { checkElement } from './element-limits.ts';
import { type Fields, isFields } from './json.ts';
import { LimitFaults } from './limit-faults.ts';

export type Surface = 'message' | 'modal' | 'home';

const messageBlocks = 50;
const viewBlocks = 100;
const viewBytes = 250_000;

const menus = [
  'static_select',
  'multi_static_select',
  'conversations_select',
  'channels_select',
  'users_select',
];
const choices = ['checkboxes', 'radio_buttons', ...menus];
const inActions = ['button', 'overflow', ...choices];
const inInputs = ['plain_text_input', 'email_text_input', ...choices];

type Check = (faults: LimitFaults, place: string, block: Fields, surface: Surface) => void;

/** Every block that the local Slack draws; any other is refused. */
const blocks: Readonly<Record<string, Check>> = {
  section(faults, place, block) {
    faults.known(place, block, ['text', 'fields', 'accessory', 'expand', 'block_id']);
    faults.text(`${place}.text`, block.text, { max: 3000, optional: block.fields !== undefined });
    const fields = faults.list(`${place}.fields`, block.fields, { max: 10, optional: true });
    for (const [index, field] of fields.entries())
      faults.text(`${place}.fields[${index}]`, field, { max: 2000 });
    if (block.accessory === undefined) return;
    if (isFields(block.accessory))
      checkElement(faults, `${place}.accessory`, block.accessory, ['image', ...inActions]);
    else faults.say(`${place}.accessory`, 'must be an object');
  },
  header(faults, place, block) {
    faults.known(place, block, ['text', 'level', 'block_id']);
    faults.text(`${place}.text`, block.text, { max: 150, plain: true });
  },
  divider(faults, place, block) {
    faults.known(place, block, ['block_id']);
  },
  context(faults, place, block) {
    faults.known(place, block, ['elements', 'block_id']);
    for (const [index, element] of faults.list(`${place}.elements`, block.elements, { max: 10 }).entries()) {
      const at = `${place}.elements[${index}]`;
      if (element.type === 'image') checkElement(faults, at, element, ['image']);
      else faults.text(at, element, { max: 3000 });
    }
  },
  actions(faults, place, block) {
    faults.known(place, block, ['elements', 'block_id']);
    const elements = faults.list(`${place}.elements`, block.elements, { max: 25 });
    const ids = new Set<unknown>();
    for (const [index, element] of elements.entries()) {
      const at = `${place}.elements[${index}]`;
      checkElement(faults, at, element, inActions);
      if (ids.has(element.action_id))
        faults.say(`${at}.action_id`, 'is that of another element of this block');
      if (element.action_id !== undefined) ids.add(element.action_id);
    }
  },
  image(faults, place, block) {
    faults.known(place, block, ['image_url', 'alt_text', 'title', 'block_id']);
    faults.string(`${place}.image_url`, block.image_url, { max: 3000 });
    faults.string(`${place}.alt_text`, block.alt_text, { max: 2000 });
    faults.text(`${place}.title`, block.title, { max: 2000, plain: true, optional: true });
  },
  input(faults, place, block, surface) {
    if (surface === 'message') return faults.say(place, 'is an input, which belongs into modals and Home');
    faults.known(place, block, ['label', 'element', 'hint', 'optional', 'dispatch_action', 'block_id']);
    faults.text(`${place}.label`, block.label, { max: 2000, plain: true });
    faults.text(`${place}.hint`, block.hint, { max: 2000, plain: true, optional: true });
    if (isFields(block.element)) checkElement(faults, `${place}.element`, block.element, inInputs);
    else faults.say(`${place}.element`, 'is missing');
  },
};

/**
 * Where a message (`{ text, blocks }`) or a view breaks a limit of Slack, one sentence each; empty when Slack would
 * take it. Stricter than Slack in a few places: inputs in messages, blocks without a text beside them, lengths in
 * UTF-16 units, and every block or element that the local Slack cannot draw.
 */
export function blockFaults(surface: Surface, view: unknown): string[] {
  const faults = new LimitFaults();
  if (!isFields(view)) return ['This is no view.'];
  if (surface === 'message') checkMessage(faults, view);
  else checkView(faults, view, surface);
  return faults.sentences;
}

function checkMessage(faults: LimitFaults, message: Fields): void {
  // Notifications and screen readers say the text, so blocks never go without one.
  faults.string('text', message.text, { max: 40_000 });
  if (message.blocks !== undefined) checkBlocks(faults, message.blocks, 'message', messageBlocks);
}

function checkView(faults: LimitFaults, view: Fields, surface: 'modal' | 'home'): void {
  if (view.type !== surface) faults.say('type', `must be ${surface}`);
  const modal = ['title', 'submit', 'close', 'clear_on_close', 'notify_on_close', 'submit_disabled'];
  const both = ['blocks', 'private_metadata', 'callback_id', 'external_id'];
  faults.known('view', view, surface === 'modal' ? [...both, ...modal] : both);
  faults.string('private_metadata', view.private_metadata, { max: 3000, min: 0, optional: true });
  faults.string('callback_id', view.callback_id, { max: 255, optional: true });
  faults.string('external_id', view.external_id, { max: 255, min: 0, optional: true });
  if (surface === 'modal') {
    faults.text('title', view.title, { max: 24, plain: true });
    faults.text('submit', view.submit, { max: 24, plain: true, optional: true });
    faults.text('close', view.close, { max: 24, plain: true, optional: true });
  }
  const found = checkBlocks(faults, view.blocks, surface, viewBlocks);
  if (surface === 'modal' && view.submit === undefined && found.some(({ type }) => type === 'input'))
    faults.say('submit', 'is missing, and there are inputs to submit');
  if (JSON.stringify(view).length > viewBytes) faults.say('view', 'is larger than 250 kB');
}

function checkBlocks(faults: LimitFaults, value: unknown, surface: Surface, max: number): Fields[] {
  const found = faults.list('blocks', value, { max });
  const ids = new Set<unknown>();
  for (const [index, block] of found.entries()) {
    const place = `blocks[${index}]`;
    faults.string(`${place}.block_id`, block.block_id, { max: 255, optional: true });
    if (ids.has(block.block_id)) faults.say(`${place}.block_id`, 'is that of another block too');
    if (block.block_id !== undefined) ids.add(block.block_id);
    const type = String(block.type);
    const check = Object.hasOwn(blocks, type) ? blocks[type] : undefined;
    if (check === undefined) faults.say(place, `is a block "${type}", which is not known`);
    else check(faults, place, block, surface);
  }
  return found;
}
