import { type Fields, isFields } from './json.ts';

type Bounds = { max: number; min?: number; optional?: boolean };

/** What is wrong with a view, in sentences that begin with the place, such as `blocks[2].text`. */
export class LimitFaults {
  readonly sentences: string[] = [];

  say(place: string, what: string): void {
    this.sentences.push(`${place} ${what}`);
  }

  /** A plain string, such as a value or an id. */
  string(place: string, value: unknown, { max, min = 1, optional = false }: Bounds): void {
    if (value === undefined && optional) return;
    if (typeof value !== 'string') this.say(place, 'must be a string');
    else if (value.trim().length < min) this.say(place, 'is empty');
    else if (value.length > max) this.say(place, `has ${value.length} characters; Slack takes ${max}`);
  }

  /** A text object; `plain` takes no mrkdwn. */
  text(place: string, value: unknown, bounds: Bounds & { plain?: boolean }): void {
    if (value === undefined && bounds.optional === true) return;
    if (!isFields(value)) {
      this.say(place, value === undefined ? 'is missing' : 'must be a text object');
      return;
    }
    const kinds = bounds.plain === true ? ['plain_text'] : ['plain_text', 'mrkdwn'];
    if (!kinds.includes(String(value.type))) this.say(place, `must be ${kinds.join(' or ')}`);
    this.string(`${place}.text`, value.text, { max: bounds.max });
    this.#keys(place, value, ['type', 'text', 'emoji', 'verbatim']);
  }

  /** The objects of a list that has a right number of them. */
  list(place: string, value: unknown, { max, min = 1, optional = false }: Bounds): Fields[] {
    if (value === undefined && optional) return [];
    if (!Array.isArray(value)) {
      this.say(place, value === undefined ? 'is missing' : 'must be a list');
      return [];
    }
    if (value.length < min) this.say(place, `has ${value.length} entries; Slack wants at least ${min}`);
    if (value.length > max) this.say(place, `has ${value.length} entries; Slack takes ${max}`);
    if (!value.every(isFields)) this.say(place, 'must hold objects only');
    return value.filter(isFields);
  }

  oneOf(place: string, value: unknown, allowed: readonly string[]): void {
    if (value !== undefined && !allowed.includes(String(value)))
      this.say(place, `must be ${allowed.join(' or ')}`);
  }

  /** Slack refuses fields that it does not know, which is how a misspelt one is found. */
  #keys(place: string, value: Fields, known: readonly string[]): void {
    for (const name of Object.keys(value))
      if (!known.includes(name) && value[name] !== undefined)
        this.say(`${place}.${name}`, 'is not known here');
  }

  known(place: string, value: Fields, known: readonly string[]): void {
    this.#keys(place, value, ['type', ...known]);
  }
}
