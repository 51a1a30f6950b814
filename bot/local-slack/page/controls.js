import { choiceNode } from './choices.js';
import { h, icon } from './dom.js';
import { textNodes } from './texts.js';

/** A button, a menu or a group of choices outside of a form: it acts at once. */
export function controlNode(block, element, sheet, acts) {
  const use = chosen => acts.use(block, element, chosen);
  if (element.type === 'button') return button(element, use);
  if (element.type === 'overflow') return overflow(element, use);
  if (element.type === 'image')
    return h('span', { class: 'picture', role: 'img', 'aria-label': element.alt_text }, element.alt_text);
  const name = element.placeholder?.text ?? element.action_id;
  const entry = sheet.state.values[block.block_id]?.[element.action_id];
  return choiceNode(element, entry, { name, changed: use, acts });
}

function button(element, use) {
  const look = { class: `button ${element.style ?? ''}`, 'aria-label': element.accessibility_label };
  const words = textNodes(element.text);
  const url = /^https?:/.test(element.url ?? '') ? element.url : undefined;
  if (url === undefined) return h('button', { type: 'button', ...look, onclick: () => use() }, ...words);
  const follow = { href: url, target: '_blank', rel: 'noreferrer noopener' };
  return h('a', { ...look, ...follow, onclick: () => use() }, ...words);
}

function overflow(element, use) {
  const entries = element.options.map(({ text, value, url }) => {
    const press = event => {
      event.currentTarget.closest('details').open = false;
      if (/^https?:/.test(url ?? '')) window.open(url, '_blank', 'noopener');
      use(value);
    };
    return h('button', { type: 'button', onclick: press }, ...textNodes(text));
  });
  const sign = h('summary', { class: 'button', 'aria-label': 'More' }, icon('more'));
  return h('details', { class: 'overflow' }, sign, h('div', { class: 'entries' }, ...entries));
}
