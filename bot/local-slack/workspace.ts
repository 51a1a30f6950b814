import { randomBytes } from 'node:crypto';
import { type Fields, isFields, objectsOf } from './json.ts';

export type Person = { id: string; name: string; email: string; guest?: boolean; stranger?: boolean };
export type Channel = { id: string; name: string; members: string[]; private?: boolean };

/** Blocks that a person can act on, and what they have entered there, by block and action. */
export type Sheet = { blocks: Fields[]; entered: Map<string, Fields>; changed: number };

export type Message = Sheet & {
  ts: string;
  channel: string;
  /** A person's id, or the bot's. */
  from: string;
  text: string;
  /** An ephemeral message: who alone sees it. */
  onlyFor?: string;
  /** The command that it answers. */
  typed?: string;
  edited: boolean;
};

export type View = Sheet & {
  id: string;
  person: string;
  /** Everything but the blocks. */
  frame: Fields;
  hash: string;
  rootId: string;
  previousId?: string;
  /** What is wrong with a field, by block. */
  errors: Fields;
};

/** What Slack would not have taken, or would have shown to the person as a failure of the app. */
export type Fault = { code: string; text: string; at: string };

export type WorkspaceParts = {
  team: { id: string; name: string };
  people: readonly Person[];
  channels: readonly Channel[];
  now: () => number;
};

export const bot = {
  id: 'U0BOT',
  botId: 'B0BOT',
  appId: 'A0LOCAL',
  handle: 'collaboration-keys',
  name: 'Collaboration Keys',
} as const;

/** Who tells a person what Slack itself has to say. */
export const slackbot = 'USLACKBOT';

const keptMessages = 500;
const keptFaults = 100;
/** Slack's own limit for modals on top of each other. */
export const stackMax = 3;

/** All that a Slack workspace knows, in memory; whoever listens is told of every change. */
export class Workspace {
  readonly team: { id: string; name: string };
  readonly now: () => number;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly faults: Fault[] = [];
  messages: Message[] = [];
  /** Modals of each person, the one on top last. */
  readonly stacks = new Map<string, View[]>();
  readonly homes = new Map<string, View>();
  /** Counts changes, so that one can tell what came after what. */
  version = 0;
  /** How long the last acknowledgement took, in milliseconds. */
  acknowledgedMs: number | undefined;
  readonly #listeners = new Set<() => void>();
  #lastTs = 0;

  constructor({ team, people, channels, now }: WorkspaceParts) {
    this.team = team;
    this.now = now;
    this.people = new Map(people.map(person => [person.id, person]));
    this.channels = new Map(
      channels.map(channel => [channel.id, { ...channel, members: [...channel.members] }]),
    );
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The number of a new change. Listeners hear of it once the change is made. */
  touch(): number {
    this.version += 1;
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener();
    });
    return this.version;
  }

  fault(code: string, text: string): void {
    this.faults.push({ code, text, at: new Date(this.now()).toISOString() });
    if (this.faults.length > keptFaults) this.faults.shift();
    this.touch();
  }

  /** The conversation of a person with the bot. */
  direct(person: string): Channel {
    const id = `D${person.slice(1)}`;
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const channel = { id, name: 'direct', members: [person, bot.id] };
    this.channels.set(id, channel);
    return channel;
  }

  post(message: Pick<Message, 'channel' | 'from' | 'text' | 'blocks' | 'onlyFor' | 'typed'>): Message {
    const made = {
      ...message,
      blocks: withIds(message.blocks),
      entered: new Map(),
      ts: this.newTs(),
      edited: false,
      changed: this.touch(),
    };
    this.messages.push(made);
    if (this.messages.length > keptMessages) this.messages.shift();
    return made;
  }

  edit(message: Message, { text, blocks }: Pick<Message, 'text' | 'blocks'>): void {
    Object.assign(message, { text, blocks: withIds(blocks), edited: true, changed: this.touch() });
  }

  remove(message: Message): void {
    this.messages = this.messages.filter(other => other !== message);
    this.touch();
  }

  /** A new modal or Home of a person; on top of `under`, or the first. */
  newView(person: string, definition: Fields, under?: View): View {
    const id = `V${randomBytes(6).toString('hex').toUpperCase()}`;
    return {
      ...this.#partsOf(definition),
      id,
      person,
      entered: new Map(),
      rootId: under?.rootId ?? id,
      ...(under !== undefined && { previousId: under.id }),
    };
  }

  /** What was entered stays where block and action stay. */
  changeView(view: View, definition: Fields): void {
    Object.assign(view, this.#partsOf(definition));
  }

  viewOf(person: string, id: string): View | undefined {
    const home = this.homes.get(person);
    return home?.id === id ? home : this.stackOf(person).find(view => view.id === id);
  }

  stackOf(person: string): View[] {
    return this.stacks.get(person) ?? [];
  }

  setStack(person: string, views: View[]): void {
    this.stacks.set(person, views);
    const top = views.at(-1);
    const changed = this.touch();
    if (top !== undefined) top.changed = changed;
  }

  /** Seconds with six more digits, each one later than the one before: Slack's id of a message in its channel. */
  newTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, this.now() * 1000);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  #partsOf({ blocks, ...frame }: Fields): Pick<View, 'blocks' | 'frame' | 'hash' | 'errors' | 'changed'> {
    const changed = this.touch();
    const hash = `${Math.floor(this.now() / 1000)}.${randomBytes(4).toString('hex')}`;
    return { blocks: withIds(objectsOf(blocks)), frame, hash, errors: {}, changed };
  }
}

/** Slack gives blocks and elements an id where they have none. */
function withIds(blocks: readonly Fields[]): Fields[] {
  return blocks.map(block => ({
    ...block,
    block_id: block.block_id ?? newId(),
    ...(Array.isArray(block.elements) &&
      block.type === 'actions' && { elements: objectsOf(block.elements).map(withActionId) }),
    ...(isFields(block.accessory) && { accessory: withActionId(block.accessory) }),
    ...(isFields(block.element) && { element: withActionId(block.element) }),
  }));
}

function withActionId(element: Fields): Fields {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? newId() };
}

const newId = () => randomBytes(4).toString('base64url');
