import { type Kind, kind, kindOf } from './field-kinds.ts';

/** Places in the text for each field: where its name begins and ends, and its value. */
const places = 4;

/**
 * The header fields of a message, as they lie in its text: names and values are cut out of it only when somebody reads
 * them. One pass tells what each is.
 */
export class Fields {
  readonly #text: string;
  readonly #at: readonly number[];
  readonly #kinds: Kind[];
  /** Of names and values, with two for each (what stands between and behind them). */
  readonly bytes: number;

  /**
   * @param text in Latin-1, with the head or a part of it
   * @param at four places for each field
   */
  constructor(text: string, at: number[]) {
    this.#text = text;
    this.#at = at;
    const kinds = new Array<Kind>(at.length / places);
    let bytes = 0;
    for (let i = 0; i < at.length; i += places) {
      const from = at[i] ?? 0;
      const to = at[i + 1] ?? 0;
      const valueFrom = at[i + 2] ?? 0;
      const valueTo = trimmed(text, valueFrom, at[i + 3] ?? 0);
      at[i + 3] = valueTo;
      bytes += to - from + valueTo - valueFrom + 4;
      kinds[i / places] = kindOf(text, from, to);
    }
    this.#kinds = kinds;
    this.bytes = bytes;
  }

  /** Of names and values in turns. */
  static of(list: readonly string[]): Fields {
    let text = '';
    const at: number[] = [];
    for (let i = 0; i + 1 < list.length; i += 2) {
      const [name = '', value = ''] = [list[i], list[i + 1]];
      const from = text.length;
      at.push(from, from + name.length, from + name.length + 2, from + name.length + 2 + value.length);
      text += `${name}: ${value}\r\n`;
    }
    return new Fields(text, at);
  }

  get count(): number {
    return this.#kinds.length;
  }

  name(i: number): string {
    return this.#text.slice(this.#at[i * places], this.#at[i * places + 1]);
  }

  value(i: number): string {
    return this.#text.slice(this.#at[i * places + 2], this.#at[i * places + 3]);
  }

  /** Where the first field of this kind is, from one on; -1 when there is none. */
  find(wanted: Kind, from = 0): number {
    const kinds = this.#kinds;
    for (let i = from; i < kinds.length; i++) if (kinds[i] === wanted) return i;
    return -1;
  }

  has(wanted: Kind): boolean {
    return this.find(wanted) >= 0;
  }

  /** The value of the first field of this kind. */
  first(wanted: Kind): string | undefined {
    const i = this.find(wanted);
    return i < 0 ? undefined : this.value(i);
  }

  /** The values of all fields of this kind, in their order. */
  all(wanted: Kind): string[] {
    const values: string[] = [];
    for (let i = this.find(wanted); i >= 0; i = this.find(wanted, i + 1)) values.push(this.value(i));
    return values;
  }

  /** All values of a field of any name; it is given in lower case. */
  named(name: string): string[] {
    return this.list().filter((_, i, list) => i % 2 === 1 && list[i - 1]?.toLowerCase() === name);
  }

  /** What the first Content-Length says; undefined without one, NaN when it is no number. */
  get contentLength(): number | undefined {
    const i = this.find(kind.contentLength);
    if (i < 0) return undefined;
    const from = this.#at[i * places + 2] ?? 0;
    const to = this.#at[i * places + 3] ?? 0;
    if (to === from) return Number.NaN;
    let number = 0;
    for (let at = from; at < to; at++) {
      const digit = this.#text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) return Number.NaN;
      number = number * 10 + digit;
    }
    return number;
  }

  /** Whether a body is announced, even where none may follow (RFC 9112, 6). */
  get announcesBody(): boolean {
    return this.has(kind.transferEncoding) || (this.contentLength ?? 0) > 0;
  }

  /** Name, value, name, value. */
  list(): string[] {
    return this.#kinds.flatMap((_, i) => [this.name(i), this.value(i)]);
  }

  /**
   * The fields of all other kinds as lines, each with its end; neighbours that are written as we write them go over in one
   * piece.
   * @param drops told apart by more than its kind, a field is left out as well
   */
  linesWithout(stops: readonly boolean[], drops?: (i: number) => boolean): string {
    let lines = '';
    let runFrom = -1;
    let runTo = -1;
    for (let i = 0; i < this.#kinds.length; i++) {
      const isKept = stops[this.#kinds[i] ?? 0] !== true && drops?.(i) !== true;
      const from = this.#at[i * places] ?? 0;
      if (isKept && this.#isAsWritten(i)) {
        if (runTo !== from) {
          if (runFrom >= 0) lines += this.#text.slice(runFrom, runTo);
          runFrom = from;
        }
        runTo = (this.#at[i * places + 3] ?? 0) + 2;
        continue;
      }
      if (runFrom >= 0) lines += this.#text.slice(runFrom, runTo);
      runFrom = runTo = -1;
      if (isKept) lines += `${this.name(i)}: ${this.value(i)}\r\n`;
    }
    return runFrom < 0 ? lines : lines + this.#text.slice(runFrom, runTo);
  }

  /** `Name: value` and the end of a line, with nothing else around them. */
  #isAsWritten(i: number): boolean {
    const text = this.#text;
    const to = this.#at[i * places + 1] ?? 0;
    const valueTo = this.#at[i * places + 3] ?? 0;
    return (
      this.#at[i * places + 2] === to + 2 &&
      text.charCodeAt(to) === 0x3a &&
      text.charCodeAt(to + 1) === 0x20 &&
      text.charCodeAt(valueTo) === 0x0d &&
      text.charCodeAt(valueTo + 1) === 0x0a
    );
  }
}

/** Blanks around a value are no part of it (RFC 9112, 5.1); parsers leave what follows it. */
function trimmed(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

const isBlank = (code: number) => code === 0x20 || code === 0x09;

/** Names and values in turns as lines. */
export function linesOf(list: readonly string[]): string {
  let lines = '';
  for (let i = 0; i + 1 < list.length; i += 2) lines += `${list[i]}: ${list[i + 1]}\r\n`;
  return lines;
}

/** Lines as names and values in turns, for whoever takes only that. */
export function listOf(lines: string): string[] {
  return lines
    .split('\r\n')
    .slice(0, -1)
    .flatMap(line => {
      const cut = line.indexOf(':');
      return [line.slice(0, cut), line.slice(cut + 2)];
    });
}
