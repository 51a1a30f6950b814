import { isFields } from './json.ts';

const spoken = [
  'text',
  'title',
  'label',
  'hint',
  'placeholder',
  'fields',
  'elements',
  'accessory',
  'element',
];
const listed = ['options', 'option_groups', 'description', 'alt_text'];

/** Every word that blocks show, one text a line, in the order in which they stand. */
export function wordsOf(value: unknown): string {
  return [...words(value)].join('\n');
}

function* words(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const entry of value) yield* words(entry);
  if (!isFields(value)) return;
  if (value.type === 'plain_text' || value.type === 'mrkdwn') {
    if (typeof value.text === 'string') yield value.text;
    return;
  }
  for (const name of spoken) yield* words(value[name]);
  for (const name of listed) {
    if (name === 'alt_text' && typeof value.alt_text === 'string') yield value.alt_text;
    else yield* words(value[name]);
  }
}
