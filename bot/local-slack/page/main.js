import { blockNodes } from './blocks.js';
import { byId, h, icon } from './dom.js';
import { showMessages } from './messages.js';
import { askFirst, showModal, viewActs } from './modals.js';
import { drawSide } from './side.js';

const home = 'home';
const address = new URL(location.href);
let person = address.searchParams.get('person') ?? '';
let place = address.searchParams.get('place') ?? '';
let stream;
let state;
/** Up to which change the messages of a channel were seen. */
const seen = new Map();
const typed = [];

/** Everything that a person does goes to the server, and comes back as a new state. */
async function send(body) {
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person, ...body }),
  });
  if (!response.ok) alertPerson(await response.text());
}

const act = {
  use: (where, block, element, chosen, entered) =>
    askFirst(element.confirm, () =>
      send({
        act: 'use',
        where,
        blockId: block.block_id,
        actionId: element.action_id,
        ...(chosen !== undefined && { chosen }),
        entered: entered.map(({ blockId, actionId, chosen: value }) => ({
          blockId,
          actionId,
          chosen: value,
        })),
      }),
    ),
  submit: (view, entered) =>
    send({
      act: 'submit',
      view: view.id,
      entered: entered.map(({ blockId, actionId, chosen }) => ({ blockId, actionId, chosen })),
    }),
  close: view => send({ act: 'close', view: view.id }),
};

function alertPerson(words) {
  byId('content').append(h('p', { class: 'error', role: 'alert' }, words));
}

function listen() {
  stream?.close();
  stream = new EventSource(`/events?person=${encodeURIComponent(person)}`);
  stream.onmessage = ({ data }) => {
    state = JSON.parse(data);
    person = state.you;
    draw();
  };
}

function become(other) {
  person = other;
  seen.clear();
  listen();
}

function go(to) {
  place = to;
  byId('side').classList.remove('open');
  byId('menu').setAttribute('aria-expanded', 'false');
  if (to === home) send({ act: 'home' });
  draw();
  if (to !== home) byId('said').focus();
}

function draw() {
  const { channels, direct, seenNow } = state;
  if (place !== home && ![...channels, direct].some(({ id }) => id === place))
    place = channels[0]?.id ?? direct.id;
  const query = new URLSearchParams({ person, place });
  history.replaceState(null, '', `/?${query}`);
  document.title = `${state.team} · Local Slack`;
  byId('team').textContent = state.team;
  drawSide(state, { place, person, seen, go, become });
  drawHead();
  drawFaults();
  const content = byId('content');
  byId('composer').hidden = place === home;
  if (place === home) drawHome(content, seenNow.home);
  else {
    const messages = seenNow.messages.filter(({ channel }) => channel === place);
    showMessages(content, messages, act, state);
    seen.set(place, Math.max(0, ...messages.map(({ changed }) => changed)));
  }
  showModal(seenNow.modal, act, state);
}

function drawHead() {
  const { channels, direct, acknowledgedMs } = state;
  const channel = channels.find(({ id }) => id === place);
  const name = place === home ? 'Home' : (channel?.name ?? 'Collaboration Keys');
  const sign = channel
    ? h('span', { class: 'mark', 'aria-hidden': 'true' }, '#')
    : icon(place === home ? 'home' : 'key');
  byId('place').replaceChildren(sign, name);
  byId('members').textContent = channel ? `${channel.members} members` : '';
  byId('acknowledged').textContent =
    acknowledgedMs === undefined ? '' : `Acknowledged in ${acknowledgedMs} ms`;
  byId('said').placeholder =
    place === direct.id ? 'Message the app, or /collabkey' : `Message #${name}, or /collabkey`;
}

function drawFaults() {
  const faults = byId('faults');
  faults.hidden = state.faults.length === 0;
  const count = state.faults.length;
  faults.querySelector('summary').textContent = `Slack would not have taken this (${count})`;
  const lines = state.faults.slice(-5).reverse();
  faults
    .querySelector('ul')
    .replaceChildren(
      ...lines.map(({ code, text, at }) =>
        h(
          'li',
          {},
          h('time', { datetime: at }, new Date(at).toLocaleTimeString()),
          h('code', {}, code),
          ` ${text}`,
        ),
      ),
    );
}

let homeDrawn = '';

function drawHome(content, view) {
  const now = `${view?.id} ${view?.changed}`;
  if (content.firstChild?.className === 'home' && now === homeDrawn) return;
  homeDrawn = now;
  const nodes = view
    ? blockNodes(view, viewActs(view, act, state))
    : [h('p', { class: 'nothing' }, 'The app has not filled its Home yet.')];
  content.replaceChildren(h('div', { class: 'home' }, ...nodes));
}

byId('composer').addEventListener('submit', event => {
  event.preventDefault();
  const said = byId('said');
  const text = said.value.trim();
  if (text === '') return;
  typed.push(text);
  said.value = '';
  send({ act: 'type', channel: place, text });
});
byId('said').addEventListener('keydown', event => {
  if (event.key !== 'ArrowUp' || event.currentTarget.value !== '' || typed.length === 0) return;
  event.preventDefault();
  event.currentTarget.value = typed.at(-1);
});
byId('home-tab').addEventListener('click', () => go(home));
byId('menu').addEventListener('click', () => {
  const open = byId('side').classList.toggle('open');
  byId('menu').setAttribute('aria-expanded', String(open));
});
// What scrolls must be reachable by keyboard.
byId('content').tabIndex = 0;
listen();
