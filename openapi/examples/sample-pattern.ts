import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** A pattern can ask for more characters than there are atoms. */
const mostCharacters = 2_000;

class TooLong extends Error {}

/**
 * A text that a regular expression matches, of the wanted length where repeating something brings it there. Nothing is
 * matched on the way, so no pattern can keep it busy. @returns undefined when the pattern cannot be read or is too long
 */
export function samplePattern(pattern: string, minLength: number, maxLength: number): string | undefined {
  const alternatives = parse(pattern);
  if (alternatives === undefined) return undefined;
  // Every repetition so many times more than it must be.
  const texts = [0, 1, 2, 4, 8, 16, 32, 64, minLength].map(extra => attempt(alternatives, extra));
  const made = texts.filter(text => text !== undefined);
  return made.find(text => text.length >= minLength && text.length <= maxLength) ?? made[0];
}

function parse(pattern: string): readonly AST.Alternative[] | undefined {
  try {
    return new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true }).alternatives;
  } catch {
    return undefined;
  }
}

function attempt(alternatives: readonly AST.Alternative[], extra: number): string | undefined {
  try {
    return alternativeOf(alternatives, extra);
  } catch {
    return undefined;
  }
}

/** The first alternative that has something to say. */
function alternativeOf(alternatives: readonly AST.Alternative[], extra: number): string {
  const chosen = alternatives.find(({ elements }) => elements.length > 0) ?? alternatives[0];
  return within((chosen?.elements ?? []).map(element => elementOf(element, extra)).join(''));
}

function elementOf(element: AST.Element, extra: number): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
      return ofSet(element);
    case 'CharacterClass':
      return ofClass(element);
    case 'Group':
    case 'CapturingGroup':
      return alternativeOf(element.alternatives, extra);
    case 'Quantifier': {
      const { min, max } = element;
      const times = Math.min(min + extra, max);
      const text = elementOf(element.element, 0);
      if (text.length * times > mostCharacters) throw new TooLong();
      return text.repeat(times);
    }
    // Places take no characters: what looks ahead or back is left to chance.
    default:
      return '';
  }
}

function ofSet(set: AST.CharacterSet): string {
  if (set.kind === 'digit') return set.negate ? 'a' : '0';
  if (set.kind === 'space') return set.negate ? 'a' : ' ';
  if (set.kind === 'word') return set.negate ? '-' : 'a';
  return 'a';
}

const usual = ['a', '0', 'A', '-', '_', ' ', '.', '/', '+', '!', '\u00e9'];

function ofClass(chosen: AST.CharacterClass): string {
  if (chosen.negate) return usual.find(character => !contains(chosen, character)) ?? 'a';
  const [first] = chosen.elements;
  const nice = usual.find(character => contains(chosen, character));
  if (nice !== undefined) return nice;
  if (first?.type === 'Character') return String.fromCodePoint(first.value);
  if (first?.type === 'CharacterClassRange') return String.fromCodePoint(first.min.value);
  return first?.type === 'CharacterSet' ? ofSet(first) : '';
}

function contains({ elements }: AST.CharacterClass, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return elements.some(element => {
    if (element.type === 'Character') return element.value === code;
    if (element.type === 'CharacterClassRange') return element.min.value <= code && code <= element.max.value;
    if (element.type !== 'CharacterSet') return false;
    if (element.kind === 'digit') return /\d/.test(character) !== element.negate;
    if (element.kind === 'space') return /\s/.test(character) !== element.negate;
    if (element.kind === 'word') return /\w/.test(character) !== element.negate;
    return false;
  });
}

function within(text: string): string {
  if (text.length > mostCharacters) throw new TooLong();
  return text;
}
