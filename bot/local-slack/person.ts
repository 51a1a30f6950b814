import { type ActMeans, enter, openHome, type Place, sheetOf, useControl } from './acts.ts';
import { type Control, controlsOf } from './elements.ts';
import { isFields, stringOf } from './json.ts';
import { closeModal, submitModal } from './modal-acts.ts';
import { choiceOf, labelOf, type Named, namedIn, standsBeside } from './named-controls.ts';
import { isSeenBy, type Seen, type SeenMessage, type SeenView, seenBy } from './seen.ts';
import { typeText } from './typing.ts';
import { waitFor } from './wait-for.ts';
import { wordsOf } from './words.ts';
import { bot, type Channel, type Person, type View } from './workspace-parts.ts';

type Heard = SeenMessage | SeenView;
/** Words that must be there, or a question about what is there. */
type Wanted = string | RegExp | ((seen: Heard) => boolean);

type UseOptions = {
  /** The answer to the confirm dialog; one that appears must be answered. */
  confirm?: boolean;
  /** Words of the block with the control or of the one before, where several controls have one name. */
  beside?: string;
};

const hearsMs = 10_000;

/** A person of the workspace, as a test moves them: by what stands on the screen. */
export class LocalPerson {
  readonly #means: ActMeans;
  readonly #person: Person;
  /** What has changed since this was said, done or opened is what can be heard. */
  #since = 0;
  #atHome = false;

  constructor(means: ActMeans, person: Person) {
    this.#means = means;
    this.#person = person;
  }

  get id(): string {
    return this.#person.id;
  }

  /** Types into a channel (by name or id; `direct` for the bot's own; the first one of the person otherwise). */
  async types(text: string, { channel }: { channel?: string } = {}): Promise<void> {
    this.#begin();
    this.#atHome = false;
    await typeText(this.#means, this.#person, this.#channel(channel), text);
  }

  /** Presses the button, or chooses the entry of a menu behind three dots, with this label or action id. */
  async clicks(name: string, options: UseOptions = {}): Promise<void> {
    const { place, control, chosen } = this.#find(name, options.beside);
    if (!this.#confirms(control, options.confirm)) return;
    this.#begin();
    await useControl(this.#means, this.#person, place, control, chosen);
  }

  /** Chooses by what an option says or by its value; several in a list. Outside of a modal's fields it acts at once. */
  async selects(name: string, value: string | readonly string[], options: UseOptions = {}): Promise<void> {
    const { place, control } = this.#find(name, options.beside);
    const chosen = choiceOf(this.#means.workspace, control.element, value);
    if (control.block.type === 'input' && control.block.dispatch_action !== true) {
      enter(place, control, chosen);
      this.#means.workspace.touch();
      return;
    }
    if (!this.#confirms(control, options.confirm)) return;
    this.#begin();
    await useControl(this.#means, this.#person, place, control, chosen);
  }

  /** Fills fields of the modal by their labels. */
  async fills(values: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.selects(label, value);
  }

  async submits(): Promise<void> {
    this.#begin();
    await submitModal(this.#means, this.#person, this.#modal());
  }

  async closes(): Promise<void> {
    this.#begin();
    await closeModal(this.#means, this.#person, this.#modal());
  }

  async opensHome(): Promise<void> {
    this.#begin();
    this.#atHome = true;
    await openHome(this.#means, this.#person);
  }

  sees(): Seen {
    return seenBy(this.#means.workspace, this.#person);
  }

  /**
   * What has come or changed since the person last acted and fits, as soon as there is one.
   * @throws Error with what they see instead, after `withinMs`
   */
  async hears(wanted: Wanted, { withinMs = hearsMs } = {}): Promise<Heard> {
    const fits = (heard: Heard) => heard.changed > this.#since && isWanted(heard, wanted);
    const look = () => this.#heard().find(fits);
    const why = () => {
      const words = this.#heard().map(({ kind, words }) => `[${kind}] ${words}`);
      return `${this.#person.name} did not hear ${String(wanted)}, but sees:\n${words.join('\n')}`;
    };
    return await waitFor(this.#means.workspace, look, withinMs, why);
  }

  #begin(): void {
    this.#since = this.#means.workspace.version;
  }

  /** The newest first: what was just said is what is meant. */
  #heard(): Heard[] {
    const { messages, modal, home } = this.sees();
    return [modal, home, ...messages.reverse()].filter(seen => seen !== undefined);
  }

  #modal(): View {
    const top = this.#means.workspace.stackOf(this.id).at(-1);
    if (top === undefined) throw new Error(`${this.#person.name} has no modal open.`);
    return top;
  }

  #channel(name: string | undefined): Channel {
    const { workspace } = this.#means;
    if (name === 'direct') return workspace.direct(this.id);
    const mine = [...workspace.channels.values()].filter(({ members }) => members.includes(this.id));
    const channel =
      name === undefined ? mine[0] : mine.find(({ id, name: other }) => [id, other].includes(name));
    if (channel === undefined) throw new Error(`${this.#person.name} is in no channel ${name ?? ''}.`);
    return channel;
  }

  /** Only a modal, while one is open; otherwise what the person looked at last comes first. */
  #places(): Place[] {
    const { workspace } = this.#means;
    const top = workspace.stackOf(this.id).at(-1);
    if (top !== undefined) return [{ kind: 'view', view: top }];
    const messages: Place[] = workspace.messages
      .filter(message => isSeenBy(workspace, message, this.#person) && message.from === bot.id)
      .reverse()
      .map(message => ({ kind: 'message', message }));
    const home = workspace.homes.get(this.id);
    const homes: Place[] = home === undefined ? [] : [{ kind: 'view', view: home }];
    return this.#atHome ? [...homes, ...messages] : [...messages, ...homes];
  }

  #find(name: string, beside: string | undefined): Named & { place: Place } {
    for (const place of this.#places()) {
      const blocks = sheetOf(place).blocks;
      const found = namedIn(blocks, name).filter(
        ({ control }) => beside === undefined || standsBeside(blocks, control.block, beside),
      );
      const [first, ...others] = found;
      if (first === undefined) continue;
      if (others.length === 0) return { place, ...first };
      throw new Error(`${found.length} controls are called "${name}"; say with beside which one.`);
    }
    const seen = this.#places().flatMap(place => controlsOf(sheetOf(place).blocks).map(labelOf));
    throw new Error(`${this.#person.name} sees nothing called "${name}", only: ${seen.join(', ')}.`);
  }

  #confirms({ element }: Control, answer: boolean | undefined): boolean {
    const asks = isFields(element.confirm);
    if (asks && answer === undefined)
      throw new Error(`"${stringOf(element.action_id)}" asks to confirm: ${wordsOf(element.confirm)}`);
    if (!asks && answer !== undefined)
      throw new Error(`"${stringOf(element.action_id)}" does not ask to confirm.`);
    return answer !== false;
  }
}

function isWanted(heard: Heard, wanted: Wanted): boolean {
  if (typeof wanted === 'function') return wanted(heard);
  return typeof wanted === 'string' ? heard.words.includes(wanted) : wanted.test(heard.words);
}
