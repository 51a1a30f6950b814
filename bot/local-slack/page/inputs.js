import { choiceNode } from './choices.js';
import { h } from './dom.js';
import { textNodes } from './texts.js';

/** One field of a form: label, control, hint, and what is wrong with it. */
export function inputNode(block, sheet, acts) {
  const { element, block_id: id } = block;
  const error = sheet.errors?.[id];
  const label = block.optional ? `${block.label.text} (optional)` : block.label.text;
  const described = [error && `error-${id}`, block.hint && `hint-${id}`].filter(Boolean).join(' ');
  const own = {
    id: `field-${id}`,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? 'true' : undefined,
  };
  const changed = chosen => {
    acts.enter(block, element, chosen);
    if (block.dispatch_action) acts.use(block, element, chosen);
  };
  const entry = acts.entry(block, element, sheet.state.values[id]?.[element.action_id]);
  const isGroup = ['checkboxes', 'radio_buttons', 'multi_static_select'].includes(element.type);
  const control = isGroup
    ? choiceNode(element, entry, {
        name: label,
        changed,
        acts,
        own: { 'aria-describedby': own['aria-describedby'], legend: 'label' },
      })
    : element.type.endsWith('_input')
      ? textField(element, entry, own, changed)
      : choiceNode(element, entry, { name: label, changed, acts, own });
  return h(
    'div',
    { class: error ? 'field wrong' : 'field' },
    !isGroup && h('label', { class: 'label', for: own.id }, label),
    control,
    error && h('p', { class: 'error', id: `error-${id}` }, error),
    block.hint && h('p', { class: 'hint', id: `hint-${id}` }, ...textNodes(block.hint)),
  );
}

function textField(element, entry, own, changed) {
  const tag = element.multiline ? 'textarea' : 'input';
  const field = h(tag, {
    ...own,
    value: entry?.value ?? '',
    placeholder: element.placeholder?.text,
    autocomplete: 'off',
    rows: element.multiline ? 3 : undefined,
    // The address is checked where Slack checks it, so that its words are seen.
    inputmode: element.type === 'email_text_input' ? 'email' : undefined,
    oninput: () => changed(field.value),
  });
  return field;
}
