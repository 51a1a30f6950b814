import { controlNode } from './controls.js';
import { h } from './dom.js';
import { inputNode } from './inputs.js';
import { textNodes } from './texts.js';

/**
 * Blocks as nodes.
 * @param {{ blocks: object[], state: object, errors?: object }} sheet a message, a modal or Home
 * @param {{ use: Function, enter?: Function, draft?: Function }} acts what a person can do on it
 */
export function blockNodes(sheet, acts) {
  return sheet.blocks.map(block => drawn[block.type]?.(block, sheet, acts) ?? unknown(block));
}

const unknown = block => h('p', { class: 'unknown' }, `A block of type ${block.type}`);

const drawn = {
  section: (block, sheet, acts) =>
    h(
      'div',
      { class: 'section' },
      h(
        'div',
        { class: 'words' },
        block.text && h('div', { class: 'text' }, ...textNodes(block.text)),
        block.fields &&
          h(
            'div',
            { class: 'fields' },
            ...block.fields.map(field => h('div', { class: 'text' }, ...textNodes(field))),
          ),
      ),
      block.accessory && h('div', { class: 'accessory' }, controlNode(block, block.accessory, sheet, acts)),
    ),
  header: block => h('h2', { class: 'header' }, ...textNodes(block.text)),
  divider: () => h('hr'),
  context: block =>
    h(
      'div',
      { class: 'context' },
      ...block.elements.map(element =>
        element.type === 'image' ? picture(element) : h('span', {}, ...textNodes(element)),
      ),
    ),
  actions: (block, sheet, acts) =>
    h(
      'div',
      { class: 'actions' },
      ...block.elements.map(element => controlNode(block, element, sheet, acts)),
    ),
  image: block =>
    h('figure', {}, block.title && h('figcaption', {}, ...textNodes(block.title)), picture(block)),
  input: (block, sheet, acts) => inputNode(block, sheet, acts),
};

/** No picture is loaded from anywhere: what it shows is said instead. */
const picture = ({ alt_text }) =>
  h('span', { class: 'picture', role: 'img', 'aria-label': alt_text }, alt_text);
