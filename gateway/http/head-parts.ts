import { Fields } from '../fields.ts';
import { field, forgetMarks, marked, marks, url, value } from './llhttp.ts';

/** Places that a field takes among the marks: what it is, from, to, of its name and of its value. */
const marksOfField = 6;

/**
 * The head that the parser has marked, where it lies in one piece: nothing is cut out of it, its fields are places in its
 * text. Undefined when a part of it comes in several marks; then nothing was taken.
 * @returns the target of a request, empty for an answer
 */
export function takeWholeHead(input: Buffer): { target: string; fields: Fields } | undefined {
  const first = marked > 0 && marks[0] === url ? 3 : 0;
  if ((marked - first) % marksOfField !== 0) return undefined;
  const start = marks[1] ?? 0;
  // Two marks of three numbers become four places.
  const at = new Array<number>(((marked - first) / marksOfField) * 4);
  let place = 0;
  for (let i = first; i < marked; i += marksOfField) {
    if (marks[i] !== field || marks[i + 3] !== value) return undefined;
    at[place] = (marks[i + 1] ?? 0) - start;
    at[place + 1] = (marks[i + 2] ?? 0) - start;
    at[place + 2] = (marks[i + 4] ?? 0) - start;
    at[place + 3] = (marks[i + 5] ?? 0) - start;
    place += 4;
  }
  // With the end of the last line.
  const end = Math.min(input.length, (marks[marked - 1] ?? 0) + 2);
  const text = marked === 0 ? '' : input.toString('latin1', start, end);
  const target = first > 0 ? text.slice(0, (marks[2] ?? 0) - start) : '';
  forgetMarks();
  return { target, fields: new Fields(text, at) };
}

/** A head that comes in several pieces, or trailers. */
export class HeadParts {
  /** Of a request. */
  target = '';
  /** Names and values in turns. */
  list: string[] = [];
  #lastKind = value;

  /** What the parser has marked. A part that was split between two runs comes as two of the same kind. */
  take(input: Buffer): void {
    if (marked === 0) return;
    const start = marks[1] ?? 0;
    const text = input.toString('latin1', start, marks[marked - 1]);
    for (let i = 0; i < marked; i += 3) {
      const kind = marks[i] ?? url;
      const part = text.slice((marks[i + 1] ?? 0) - start, (marks[i + 2] ?? 0) - start);
      if (kind === url) this.target += part;
      else if (kind === this.#lastKind) this.list[this.list.length - 1] += part;
      else this.list.push(part);
      if (kind !== url) this.#lastKind = kind;
    }
    forgetMarks();
  }

  /** Begins anew. @returns the names and values until now */
  clear(): string[] {
    const { list } = this;
    if (list.length > 0) this.list = [];
    this.target = '';
    this.#lastKind = value;
    return list;
  }
}
