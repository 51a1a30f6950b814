import { blockNodes } from './blocks.js';
import { h, icon } from './dom.js';
import { mrkdwnNodes } from './texts.js';

/** Messages as they were drawn last: one that has not changed keeps its node, and with it focus and open menus. */
const drawn = new Map();

/** Puts the messages of a channel into the place, and keeps its end in sight if it was. */
export function showMessages(place, messages, act, directory) {
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
  const nodes = messages.map(message => {
    const known = drawn.get(message.ts);
    if (known?.changed === message.changed) return known.node;
    const node = messageNode(message, act, directory);
    drawn.set(message.ts, { changed: message.changed, node });
    return node;
  });
  if (nodes.length === 0) nodes.push(h('p', { class: 'nothing' }, 'Nothing was said here yet.'));
  if (place.childNodes.length !== nodes.length || nodes.some((node, at) => place.childNodes[at] !== node))
    place.replaceChildren(...nodes);
  if (atEnd) place.scrollTop = place.scrollHeight;
}

function messageNode(message, act, directory) {
  const use = (block, element, chosen) =>
    act.use({ kind: 'message', ts: message.ts }, block, element, chosen, []);
  const acts = { use, directory };
  const at = new Date(Number(message.ts) * 1000);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return h(
    'article',
    { class: message.onlyForYou ? 'message only' : 'message' },
    avatar(message),
    h(
      'div',
      { class: 'said' },
      message.onlyForYou && h('p', { class: 'private' }, icon('eye'), 'Only visible to you'),
      h(
        'p',
        { class: 'who' },
        h('strong', {}, message.from),
        message.byApp && h('span', { class: 'tag' }, 'APP'),
        h('time', { datetime: at.toISOString() }, time),
        message.edited && h('span', {}, '(edited)'),
      ),
      message.typed && h('p', { class: 'typed' }, h('code', {}, message.typed)),
      ...(message.blocks.length > 0
        ? blockNodes(message, acts)
        : [h('div', { class: 'text' }, ...mrkdwnNodes(message.text))]),
    ),
  );
}

function avatar({ byApp, from }) {
  if (byApp) return h('span', { class: 'avatar app', 'aria-hidden': 'true' }, icon('key'));
  const initials = from
    .split(' ')
    .map(word => word[0])
    .join('')
    .slice(0, 2);
  return h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials);
}
