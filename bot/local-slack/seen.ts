import { stateOf } from './elements.ts';
import { type Fields, fieldsOf, stringOf } from './json.ts';
import { wordsOf } from './words.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Message, type Person, type View } from './workspace-parts.ts';

export type SeenMessage = {
  kind: 'message';
  ts: string;
  channel: string;
  from: string;
  byApp: boolean;
  onlyForYou: boolean;
  typed: string | undefined;
  edited: boolean;
  text: string;
  /** All that it shows, one text a line: that of its blocks, or its own without any. */
  words: string;
  blocks: Fields[];
  state: Fields;
  changed: number;
};

export type SeenView = {
  kind: 'modal' | 'home';
  id: string;
  title: string;
  submit: string | undefined;
  close: string | undefined;
  words: string;
  blocks: Fields[];
  state: Fields;
  errors: Fields;
  /** How many modals lie under it. */
  under: number;
  changed: number;
};

export type Seen = { messages: SeenMessage[]; modal: SeenView | undefined; home: SeenView | undefined };

/** All that stands in front of a person: messages in their channels and to them alone, their modal, their Home. */
export function seenBy(workspace: Workspace, person: Person): Seen {
  const stack = workspace.stackOf(person.id);
  const home = workspace.homes.get(person.id);
  const top = stack.at(-1);
  return {
    messages: workspace.messages
      .filter(message => isSeenBy(workspace, message, person))
      .map(message => seenMessage(workspace, message)),
    modal: top === undefined ? undefined : seenView('modal', top, stack.length - 1),
    home: home === undefined ? undefined : seenView('home', home, 0),
  };
}

export function isSeenBy(workspace: Workspace, message: Message, { id }: Person): boolean {
  if (message.onlyFor !== undefined) return message.onlyFor === id;
  return workspace.channels.get(message.channel)?.members.includes(id) === true;
}

function seenMessage(workspace: Workspace, message: Message): SeenMessage {
  const { ts, channel, from, text, blocks, typed, edited, changed } = message;
  const byApp = from === bot.id;
  return {
    kind: 'message',
    ...{ ts, channel, byApp, typed, edited, text, blocks, changed },
    from: byApp ? bot.name : (workspace.people.get(from)?.name ?? 'Slackbot'),
    onlyForYou: message.onlyFor !== undefined,
    words: blocks.length === 0 ? text : wordsOf(blocks),
    state: stateOf(message),
  };
}

function seenView(kind: 'modal' | 'home', view: View, under: number): SeenView {
  const { id, frame, blocks, errors, changed } = view;
  const word = (part: unknown) => stringOf(fieldsOf(part).text) || undefined;
  const title = word(frame.title) ?? '';
  const said = Object.values(errors).map(String);
  return {
    ...{ kind, id, title, blocks, errors, under, changed },
    submit: word(frame.submit),
    close: word(frame.close),
    words: [title, wordsOf(blocks), ...said].join('\n'),
    state: stateOf(view),
  };
}
