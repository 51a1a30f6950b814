import { randomBytes } from 'node:crypto';
import { withIds } from './block-ids.ts';
import { type Fields, objectsOf } from './json.ts';
import { bot, type Channel, type Fault, type Message, type Person, type View } from './workspace-parts.ts';

export type WorkspaceParts = {
  team: { id: string; name: string };
  people: readonly Person[];
  channels: readonly Channel[];
  now: () => number;
};

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
