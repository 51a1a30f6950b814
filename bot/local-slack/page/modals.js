import { blockNodes } from './blocks.js';
import { byId, h, icon } from './dom.js';
import { textNodes } from './texts.js';

/** What was typed and not sent yet, by view, block and action; a view that is drawn anew keeps it. */
const draft = new Map();
const draftKey = (view, block, element) => `${view.id} ${block.block_id} ${element.action_id}`;

let drawn = '';

/** The chosen values of a view that the server does not know yet. */
export function draftOf(view) {
  return [...draft].filter(([key]) => key.startsWith(`${view.id} `)).map(([, entered]) => entered);
}

/** Acts on a view: what is entered is kept until the next act sends it along. */
export function viewActs(view, act, directory) {
  return {
    directory,
    entry: (block, element, known) => draft.get(draftKey(view, block, element))?.entry ?? known,
    enter(block, element, chosen) {
      const entered = { blockId: block.block_id, actionId: element.action_id, chosen };
      draft.set(draftKey(view, block, element), { ...entered, entry: entryOf(element, chosen) });
    },
    use: (block, element, chosen) =>
      act.use({ kind: 'view', id: view.id }, block, element, chosen, draftOf(view)),
  };
}

/** The shape in which the state of a view holds what was chosen. */
function entryOf(element, chosen) {
  if (Array.isArray(chosen)) return { selected_options: chosen.map(value => ({ value })) };
  if (element.type.endsWith('_input')) return { value: chosen };
  const ids = { selected_conversation: chosen, selected_channel: chosen, selected_user: chosen };
  return { ...ids, selected_option: { value: chosen } };
}

/** Shows the modal on top, or none. */
export function showModal(view, act, directory) {
  const dialog = byId('modal');
  const now = view === undefined ? '' : `${view.id} ${view.changed}`;
  if (now === drawn) return;
  drawn = now;
  if (view === undefined) {
    draft.clear();
    dialog.close();
    return;
  }
  const acts = viewActs(view, act, directory);
  const close = () => act.close(view);
  dialog.oncancel = event => {
    event.preventDefault();
    close();
  };
  const submit = event => {
    event.preventDefault();
    act.submit(view, draftOf(view));
  };
  const focused = document.activeElement?.id;
  dialog.replaceChildren(
    h(
      'form',
      { onsubmit: submit, novalidate: true },
      h('header', {}, h('h2', { id: 'modal-title' }, view.title), closeButton(close)),
      h(
        'div',
        { class: 'body', tabindex: '0', role: 'group', 'aria-label': view.title },
        ...problem(view),
        ...blockNodes(view, acts),
      ),
      h(
        'footer',
        {},
        view.under > 0 && h('span', { class: 'under' }, `On top of ${view.under}`),
        h('button', { type: 'button', class: 'button', onclick: close }, view.close ?? 'Cancel'),
        view.submit && h('button', { type: 'submit', class: 'button filled' }, view.submit),
      ),
    ),
  );
  if (!dialog.open) dialog.showModal();
  focusFirst(dialog, focused);
}

/** The first field that is wrong, the field where the person was, the first field, or what goes on. */
function focusFirst(dialog, focused) {
  const field = ':is(input, select, textarea)';
  const first =
    dialog.querySelector(`.wrong ${field}`) ??
    (focused ? dialog.querySelector(`[id="${CSS.escape(focused)}"]`) : null) ??
    dialog.querySelector(`.field ${field}`) ??
    dialog.querySelector('footer button:last-child');
  first.focus();
}

const problem = ({ errors }) => (errors[''] ? [h('p', { class: 'error', role: 'alert' }, errors[''])] : []);

const closeButton = close =>
  h(
    'button',
    { type: 'button', class: 'quiet', onclick: close },
    icon('close'),
    h('span', { class: 'unseen' }, 'Close'),
  );

/** Asks as the element says, and goes on when the answer is yes; the safe answer has the focus. */
export function askFirst(confirm, goOn) {
  if (!confirm) return goOn();
  const dialog = byId('confirm');
  const no = h(
    'button',
    { type: 'button', class: 'button', onclick: () => dialog.close() },
    confirm.deny.text,
  );
  const yes = () => {
    dialog.close();
    goOn();
  };
  const look = confirm.style === 'danger' ? 'danger filled' : 'filled';
  dialog.replaceChildren(
    h(
      'header',
      {},
      h('h2', { id: 'confirm-title' }, confirm.title.text),
      closeButton(() => dialog.close()),
    ),
    h('p', { class: 'body', id: 'confirm-text' }, ...textNodes(confirm.text)),
    h(
      'footer',
      {},
      no,
      h('button', { type: 'button', class: `button ${look}`, onclick: yes }, confirm.confirm.text),
    ),
  );
  dialog.showModal();
  no.focus();
}
