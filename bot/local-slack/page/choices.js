import { h } from './dom.js';
import { textNodes } from './texts.js';

let groups = 0;

/**
 * A menu or a group of choices with what is chosen in it now.
 * @param {object} element
 * @param {object | undefined} entry what Slack's state says
 * @param {{ name: string, changed: (chosen: string | string[]) => void, acts: object, own?: object }} means
 */
export function choiceNode(element, entry, { name, changed, acts, own = {} }) {
  if (element.type === 'radio_buttons')
    return group('radio', element.options, [entry?.selected_option?.value], name, own, values =>
      changed(values[0]),
    );
  if (element.type === 'checkboxes' || element.type === 'multi_static_select') {
    const chosen = (entry?.selected_options ?? []).map(({ value }) => value);
    return group('checkbox', optionsOf(element), chosen, name, own, changed);
  }
  return menu(element, entry, name, changed, acts, own);
}

const optionsOf = element =>
  element.options ?? (element.option_groups ?? []).flatMap(({ options }) => options);

function group(type, options, chosen, name, own, changed) {
  groups += 1;
  const boxes = options.map(({ value }) =>
    h('input', { type, name: `group-${groups}`, value, checked: chosen.includes(value), onchange: tell }),
  );
  function tell() {
    changed(boxes.filter(box => box.checked).map(box => box.value));
  }
  const lines = options.map((option, index) =>
    h(
      'label',
      { class: 'choice' },
      boxes[index],
      h('span', {}, ...textNodes(option.text)),
      option.description && h('span', { class: 'about-choice' }, ...textNodes(option.description)),
    ),
  );
  return h('fieldset', own, h('legend', { class: own.legend ?? 'unseen' }, name), ...lines);
}

function menu(element, entry, name, changed, acts, own) {
  const chosen =
    entry?.selected_option?.value ??
    entry?.selected_conversation ??
    entry?.selected_channel ??
    entry?.selected_user ??
    '';
  const entries = idEntries(element, acts);
  const option = ({ value, text }) => h('option', { value, selected: value === chosen }, text.text ?? text);
  const listed = element.option_groups
    ? element.option_groups.map(({ label, options }) =>
        h('optgroup', { label: label.text }, ...options.map(option)),
      )
    : (entries ?? element.options).map(option);
  const first = h('option', { value: '', selected: chosen === '' }, element.placeholder?.text ?? 'Choose');
  const select = h('select', {
    'aria-label': own.id ? undefined : name,
    ...own,
    onchange: () => changed(select.value),
  });
  select.append(first, ...listed);
  return select;
}

/** Menus of channels and people have no options of their own. */
function idEntries(element, { directory }) {
  if (element.type === 'users_select')
    return directory.people.map(({ id, name }) => ({ value: id, text: name }));
  if (element.type === 'conversations_select' || element.type === 'channels_select')
    return directory.channels.map(({ id, name }) => ({ value: id, text: `#${name}` }));
  return undefined;
}
