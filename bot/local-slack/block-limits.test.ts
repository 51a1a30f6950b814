import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockFaults, type Surface } from './block-limits.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));
const plain = (length: number) => ({ type: 'plain_text', text: long(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: long(length) });
const option = (index: number) => ({ text: plain(3), value: String(index) });
const options = (length: number) => many(length, option);
const button = (own = {}) => ({ type: 'button', action_id: 'press', text: plain(5), ...own });
const confirm = (own = {}) => ({
  title: plain(1),
  text: plain(1),
  confirm: plain(1),
  deny: plain(1),
  ...own,
});

const message = (...blocks: unknown[]) => ({ text: 'said', blocks });
const actions = (...elements: unknown[]) => message({ type: 'actions', elements });
const modal = (own = {}) => ({
  type: 'modal',
  title: plain(5),
  submit: plain(5),
  blocks: [{ type: 'divider' }],
  ...own,
});
const input = (element: unknown, own = {}) =>
  modal({ blocks: [{ type: 'input', label: plain(5), element, ...own }] });
const select = (own: object) => input({ type: 'static_select', ...own });
const home = (...blocks: unknown[]) => ({ type: 'home', blocks });

/** A limit, and a view that has just so much of it. */
const limits: [string, Surface, number, (size: number) => unknown][] = [
  ['text of a message', 'message', 40_000, size => ({ text: long(size) })],
  ['blocks of a message', 'message', 50, size => message(...many(size, () => ({ type: 'divider' })))],
  ['blocks of a modal', 'modal', 100, size => modal({ blocks: many(size, () => ({ type: 'divider' })) })],
  ['blocks of Home', 'home', 100, size => home(...many(size, () => ({ type: 'divider' })))],
  ['text of a section', 'message', 3000, size => message({ type: 'section', text: mrkdwn(size) })],
  ['fields', 'message', 10, size => message({ type: 'section', fields: many(size, () => mrkdwn(4)) })],
  ['text of a field', 'message', 2000, size => message({ type: 'section', fields: [mrkdwn(size)] })],
  ['header', 'message', 150, size => message({ type: 'header', text: plain(size) })],
  [
    'elements of context',
    'message',
    10,
    size => message({ type: 'context', elements: many(size, () => mrkdwn(1)) }),
  ],
  ['text in context', 'message', 3000, size => message({ type: 'context', elements: [mrkdwn(size)] })],
  ['elements of actions', 'message', 25, size => actions(...many(size, i => button({ action_id: `a${i}` })))],
  ['button text', 'message', 75, size => actions(button({ text: plain(size) }))],
  ['button value', 'message', 2000, size => actions(button({ value: long(size) }))],
  ['button url', 'message', 3000, size => actions(button({ url: long(size) }))],
  ['accessibility label', 'message', 75, size => actions(button({ accessibility_label: long(size) }))],
  ['action_id', 'message', 255, size => actions(button({ action_id: long(size) }))],
  ['block_id', 'message', 255, size => message({ type: 'divider', block_id: long(size) })],
  ['confirm title', 'message', 100, size => actions(button({ confirm: confirm({ title: plain(size) }) }))],
  ['confirm text', 'message', 300, size => actions(button({ confirm: confirm({ text: mrkdwn(size) }) }))],
  ['confirm button', 'message', 30, size => actions(button({ confirm: confirm({ confirm: plain(size) }) }))],
  ['deny button', 'message', 30, size => actions(button({ confirm: confirm({ deny: plain(size) }) }))],
  ['overflow options', 'message', 5, size => actions({ type: 'overflow', options: options(size) })],
  [
    'image alt',
    'message',
    2000,
    size => message({ type: 'image', image_url: 'https://x.example', alt_text: long(size) }),
  ],
  ['image url', 'message', 3000, size => message({ type: 'image', image_url: long(size), alt_text: 'a' })],
  ['modal title', 'modal', 24, size => modal({ title: plain(size) })],
  ['modal submit', 'modal', 24, size => modal({ submit: plain(size) })],
  ['modal close', 'modal', 24, size => modal({ close: plain(size) })],
  ['private_metadata', 'modal', 3000, size => modal({ private_metadata: long(size) })],
  ['callback_id', 'modal', 255, size => modal({ callback_id: long(size) })],
  ['external_id', 'home', 255, size => ({ ...home({ type: 'divider' }), external_id: long(size) })],
  ['select options', 'modal', 100, size => select({ options: options(size) })],
  [
    'option groups',
    'modal',
    100,
    size => select({ option_groups: many(size, () => ({ label: plain(1), options: options(1) })) }),
  ],
  [
    'options of a group',
    'modal',
    100,
    size => select({ option_groups: [{ label: plain(1), options: options(size) }] }),
  ],
  [
    'label of a group',
    'modal',
    75,
    size => select({ option_groups: [{ label: plain(size), options: options(1) }] }),
  ],
  ['checkboxes', 'modal', 10, size => input({ type: 'checkboxes', options: options(size) })],
  ['radio buttons', 'modal', 10, size => input({ type: 'radio_buttons', options: options(size) })],
  ['option text', 'modal', 75, size => select({ options: [{ text: plain(size), value: 'v' }] })],
  ['option value', 'modal', 150, size => select({ options: [{ text: plain(1), value: long(size) }] })],
  [
    'option description',
    'modal',
    75,
    size => select({ options: [{ ...option(1), description: plain(size) }] }),
  ],
  ['placeholder', 'modal', 150, size => select({ options: options(1), placeholder: plain(size) })],
  ['input label', 'modal', 2000, size => input({ type: 'plain_text_input' }, { label: plain(size) })],
  ['input hint', 'modal', 2000, size => input({ type: 'plain_text_input' }, { hint: plain(size) })],
  ['max_length', 'modal', 3000, size => input({ type: 'plain_text_input', max_length: size })],
  [
    'initial value',
    'home',
    3000,
    size => home(...input({ type: 'email_text_input', initial_value: long(size) }).blocks),
  ],
];

describe('the limits of Slack', () => {
  it.each(limits)('%s: as much as Slack takes is taken, one more is not', (_name, surface, most, make) => {
    expect(blockFaults(surface, make(most))).toEqual([]);
    const over = blockFaults(surface, make(most + 1));
    expect(over).toHaveLength(1);
    expect(over[0]).toContain(String(most));
  });

  const refused: [string, Surface, unknown, string][] = [
    [
      'blocks without a text beside them',
      'message',
      { blocks: [{ type: 'divider' }] },
      'text must be a string',
    ],
    ['nothing to say', 'message', { text: ' ' }, 'text is empty'],
    [
      'an empty section',
      'message',
      message({ type: 'section', text: mrkdwn(0) }),
      'blocks[0].text.text is empty',
    ],
    ['a section of nothing', 'message', message({ type: 'section' }), 'blocks[0].text is missing'],
    ['an unknown block', 'message', message({ type: 'marquee' }), 'block "marquee"'],
    ['a block named like an inherited field', 'message', message({ type: 'toString' }), 'block "toString"'],
    ['an unknown element', 'message', actions({ type: 'lever' }), 'element "lever"'],
    ['a text field among buttons', 'message', actions({ type: 'plain_text_input' }), 'does not belong here'],
    ['a button with mrkdwn', 'message', actions(button({ text: mrkdwn(3) })), 'must be plain_text'],
    [
      'a misspelt field',
      'message',
      message({ type: 'section', text: mrkdwn(3), accesory: button() }),
      'accesory is not known',
    ],
    [
      'two blocks of one id',
      'message',
      message({ type: 'divider', block_id: 'b' }, { type: 'divider', block_id: 'b' }),
      'blocks[1].block_id',
    ],
    ['two buttons of one id', 'message', actions(button(), button()), 'elements[1].action_id'],
    ['a style of its own', 'message', actions(button({ style: 'warning' })), 'primary or danger'],
    [
      'an image without words',
      'message',
      message({ type: 'image', image_url: 'https://x.example' }),
      'alt_text',
    ],
    [
      'an input in a message',
      'message',
      message(...input({ type: 'plain_text_input' }).blocks),
      'is an input',
    ],
    [
      'inputs that cannot be submitted',
      'modal',
      { ...input({ type: 'plain_text_input' }), submit: undefined },
      'submit is missing',
    ],
    ['a modal without a title', 'modal', modal({ title: undefined }), 'title is missing'],
    ['a Home with a title', 'home', { ...home({ type: 'divider' }), title: plain(3) }, 'title is not known'],
    ['a modal published as Home', 'home', modal(), 'type must be home'],
    ['options and groups at once', 'modal', select({ options: options(1), option_groups: [] }), 'either'],
    ['a menu of nothing', 'modal', select({ options: [] }), 'at least 1'],
    ['two options of one value', 'modal', select({ options: [option(1), option(1)] }), 'another option'],
    [
      'a first choice that is no option',
      'modal',
      select({ options: options(2), initial_option: option(3) }),
      'no option of it',
    ],
    [
      'a modal too large as a whole',
      'modal',
      modal({ blocks: many(100, () => ({ type: 'section', text: mrkdwn(2900) })) }),
      '250 kB',
    ],
  ];
  it.each(refused)('%s is refused', (_name, surface, view, words) => {
    expect(blockFaults(surface, view).join('\n')).toContain(words);
  });

  it('what a view is made of never makes the check itself fail', () => {
    const views = fc.record({
      type: fc.constantFrom('modal', 'home', 'x'),
      blocks: fc.array(
        fc.record({
          type: fc.constantFrom('section', 'actions', 'context', 'input', 'header', 'image', '__proto__'),
          text: fc.jsonValue(),
          elements: fc.array(fc.jsonValue()),
          element: fc.jsonValue(),
          accessory: fc.jsonValue(),
        }),
      ),
    });
    const surfaces = fc.constantFrom<Surface>('message', 'modal', 'home');
    fc.assert(fc.property(surfaces, views, (surface, view) => Array.isArray(blockFaults(surface, view))));
  });
});
