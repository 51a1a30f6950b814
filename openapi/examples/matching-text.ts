import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Reads the pattern as JSON Schema does (ECMA-262, with the u flag where that is possible). */
const parser = new RegExpParser({ ecmaVersion: 2025 });
const maxLength = 10_000;
/** How many more turns than it must each repetition takes, tried one after the other until the length is enough. */
const extraTurns = [0, 1, 2, 3, 5, 8, 16, 32, 64, 128, 256];

/**
 * A text that the pattern describes, between two lengths. Lookarounds and back references are passed over, so the caller
 * still has to check. @returns undefined when none was found
 */
export function matchingText(pattern: string, min: number, max: number): string | undefined {
  const tree = parse(pattern);
  if (tree === undefined) return undefined;
  for (const extra of extraTurns) {
    const writer = new Writer(extra);
    const text = writer.write(tree);
    if (text === undefined || text.length > Math.min(max, maxLength)) return undefined;
    if (text.length >= min) return text;
  }
  return undefined;
}

function parse(pattern: string): AST.Pattern | undefined {
  for (const unicode of [true, false]) {
    try {
      return parser.parsePattern(pattern, 0, pattern.length, { unicode });
    } catch {
      // Some patterns are right only without the u flag; others are not patterns at all.
    }
  }
  return undefined;
}

/** Walks one pattern, always along its first alternative. */
class Writer {
  readonly #extra: number;
  #length = 0;

  constructor(extra: number) {
    this.#extra = extra;
  }

  write(node: AST.Pattern | AST.Alternative | AST.Element): string | undefined {
    switch (node.type) {
      case 'Pattern':
        return this.#first(node.alternatives);
      case 'Group':
      case 'CapturingGroup':
        return this.#first(node.alternatives);
      case 'Alternative':
        return this.#all(node.elements);
      case 'Quantifier':
        return this.#repeat(node);
      case 'Character':
        return this.#piece(String.fromCodePoint(node.value));
      case 'CharacterClass':
      case 'CharacterSet': {
        const found = candidates.find(candidate => isMember(node, candidate)) ?? someMember(node);
        return found === undefined ? undefined : this.#piece(String.fromCodePoint(found));
      }
      case 'Assertion':
      case 'Backreference':
        return '';
      case 'ExpressionCharacterClass':
        return undefined;
    }
  }

  #first(alternatives: readonly AST.Alternative[]): string | undefined {
    for (const alternative of alternatives) {
      const text = this.write(alternative);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #all(elements: readonly AST.Element[]): string | undefined {
    let text = '';
    for (const element of elements) {
      const part = this.write(element);
      if (part === undefined) return undefined;
      text += part;
    }
    return text;
  }

  #repeat({ element, min, max }: AST.Quantifier): string | undefined {
    let text = '';
    for (let turn = 0; turn < Math.min(min + this.#extra, max); turn++) {
      const part = this.write(element);
      if (part === undefined || this.#length > maxLength) return turn >= min ? text : undefined;
      text += part;
      if (part === '') break;
    }
    return text;
  }

  #piece(text: string): string {
    this.#length += text.length;
    return text;
  }
}

/** Letters and digits first: an example is read by people. */
const candidates = [
  ...'aA1bB2 -_.@/',
  ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)),
].map(character => character.codePointAt(0) ?? 0);

type ClassNode = AST.CharacterClass | AST.CharacterSet | AST.CharacterClassElement;

function isMember(node: ClassNode, code: number): boolean {
  switch (node.type) {
    case 'CharacterClass':
      return node.elements.some(element => isMember(element, code)) !== node.negate;
    case 'Character':
      return node.value === code;
    case 'CharacterClassRange':
      return code >= node.min.value && code <= node.max.value;
    case 'CharacterSet':
      return isInSet(node, code);
    default:
      return false;
  }
}

function isInSet(node: AST.CharacterSet, code: number): boolean {
  const text = String.fromCodePoint(code);
  switch (node.kind) {
    case 'any':
      return text !== '\n' && text !== '\r';
    case 'digit':
      return /\d/.test(text) !== node.negate;
    case 'space':
      return /\s/.test(text) !== node.negate;
    case 'word':
      return /\w/.test(text) !== node.negate;
    case 'property':
      return matchesProperty(node, text);
  }
}

function matchesProperty(node: AST.UnicodePropertyCharacterSet, text: string): boolean {
  try {
    return new RegExp(node.raw, 'u').test(text);
  } catch {
    return false;
  }
}

/** Of a class outside of ASCII: the first of what it lists. */
function someMember(node: AST.CharacterClass | AST.CharacterSet): number | undefined {
  if (node.type === 'CharacterSet' || node.negate) return undefined;
  for (const element of node.elements) {
    if (element.type === 'Character') return element.value;
    if (element.type === 'CharacterClassRange') return element.min.value;
  }
  return undefined;
}
