import { byId, h } from './dom.js';

/**
 * The sidebar.
 * @param {object} state what the server told
 * @param {{ place: string, person: string, seen: Map<string, number>, go: (place: string) => void,
 *   become: (person: string) => void }} now
 */
export function drawSide({ channels, direct, people, seenNow }, { place, person, seen, go, become }) {
  const unseen = id =>
    seenNow.messages.filter(({ channel, changed }) => channel === id && changed > (seen.get(id) ?? 0)).length;
  const entry = ({ id, name, mark, note }) => {
    const count = id === place ? 0 : unseen(id);
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'entry',
          'aria-current': id === place ? 'page' : undefined,
          onclick: () => go(id),
        },
        mark,
        h('span', { class: 'name' }, name),
        note,
        count > 0 && h('span', { class: 'count' }, String(count), h('span', { class: 'unseen' }, ' new')),
      ),
    );
  };
  const hash = () => h('span', { class: 'mark', 'aria-hidden': 'true' }, '#');
  const dot = h('span', { class: 'mark dot', 'aria-hidden': 'true' });
  redraw(
    'channels',
    channels.map(channel => entry({ ...channel, mark: hash() })),
  );
  redraw('apps', [entry({ ...direct, name: 'Collaboration Keys', mark: dot })]);
  redraw(
    'people',
    people.map(({ id, name, role }) => {
      const pressed = { 'aria-pressed': id === person ? 'true' : 'false' };
      const button = { type: 'button', class: 'entry person', onclick: () => become(id), ...pressed };
      return h(
        'li',
        {},
        h('button', button, h('span', { class: 'name' }, name), h('span', { class: 'role' }, role)),
      );
    }),
  );
  const tab = byId('home-tab');
  if (place === 'home') tab.setAttribute('aria-current', 'page');
  else tab.removeAttribute('aria-current');
}

/** A list that is the same as before stays, so that focus does. */
function redraw(id, nodes) {
  const list = byId(id);
  const next = h('ul', {}, ...nodes);
  if (list.innerHTML === next.innerHTML) return;
  const focused = [...list.querySelectorAll('button')].indexOf(document.activeElement);
  list.replaceChildren(...next.childNodes);
  if (focused >= 0) list.querySelectorAll('button')[focused]?.focus();
}
