import { numberOf, type SchemaShape } from '../schema-shape.ts';
import { matchingText } from './matching-text.ts';

/** One valid text for each format that JSON Schema 2020-12 (Validation, 7.3) and the OpenAPI registry name. */
const formats: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T09:30:00Z',
  time: '09:30:00Z',
  duration: 'P1D',
  email: 'ada@example.com',
  'idn-email': 'ada@example.com',
  hostname: 'api.example.com',
  'idn-hostname': 'api.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/path',
  'iri-reference': '/path',
  'uri-template': '/orders/{id}',
  uuid: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  'json-pointer': '/items/0',
  'relative-json-pointer': '1/items',
  regex: '^[a-z]+$',
  byte: 'aGVsbG8=',
};
const maxLength = 10_000;

/** A text of the schema's format, pattern and length. @returns undefined when none was found */
export function exampleString(schema: SchemaShape, variant: number): string | undefined {
  const min = numberOf(schema.minLength) ?? 0;
  const max = numberOf(schema.maxLength) ?? Infinity;
  if (min > max || min > maxLength) return undefined;
  const fits = (text: string) => text.length >= min && text.length <= max;
  const format = typeof schema.format === 'string' ? schema.format : '';
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (typeof schema.pattern === 'string') {
    const text = matchingText(schema.pattern, min + variant, max) ?? matchingText(schema.pattern, min, max);
    if (text !== undefined) return text;
  }
  if (known !== undefined) {
    const varied = variant === 0 ? known : vary(known, variant);
    return fits(varied) ? varied : undefined;
  }
  if (schema.contentEncoding === 'base64')
    return fits('aGVsbG8=') ? 'aGVsbG8=' : 'aGVs'.repeat(Math.ceil(min / 4));
  const word = variant === 0 ? 'text' : `text ${variant + 1}`;
  return word.length > max
    ? word.slice(-max || word.length, word.length).slice(0, max)
    : word.padEnd(min, 'x');
}

/** A different one of the same format: its last digit or letter counts up, where formats allow that. */
function vary(text: string, variant: number): string {
  const last = text.search(/[0-9](?=[^0-9]*$)/);
  if (last < 0) return text;
  return `${text.slice(0, last)}${(Number(text[last]) + variant) % 10}${text.slice(last + 1)}`;
}
