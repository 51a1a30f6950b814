import { DomainError } from './errors.ts';

type TextRule = { field: string; label: string; max: number; required: boolean; lines?: boolean };

/** Control, format and separator characters: invisible, so they serve only to deceive or to break. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
const invisibleButLineBreaks = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

/**
 * A text from a form: trimmed, in Unicode's composed form (NFC), within its length in characters.
 * @throws DomainError `invalid` naming the field and what to mend.
 */
export function readText(value: string, { field, label, max, required, lines = false }: TextRule): string {
  const text = value.replaceAll('\r\n', '\n').trim().normalize('NFC');
  const refuse = (message: string) => new DomainError('invalid', message, { field });
  if (required && text === '') throw refuse(`${label} is empty. Enter up to ${max} characters.`);
  const length = [...text].length;
  if (length > max)
    throw refuse(`${label} has ${length} characters, at most ${max} are possible. Shorten it.`);
  if ((lines ? invisibleButLineBreaks : invisible).test(text)) {
    throw refuse(`${label} contains an invisible character. Type it again instead of pasting it.`);
  }
  return text;
}
