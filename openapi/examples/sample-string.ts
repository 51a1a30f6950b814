import type { OpenAPIV3_1 } from 'openapi-types';
import { samplePattern } from './sample-pattern.ts';

/** Valid by each format's own rule; the number makes several differ. */
const formats: Readonly<Record<string, (index: number) => string>> = {
  'date-time': index => `2026-01-0${(index % 9) + 1}T09:30:00Z`,
  date: index => `2026-01-0${(index % 9) + 1}`,
  time: index => `09:3${index % 10}:00Z`,
  duration: index => `P${index + 1}D`,
  email: index => `person${index || ''}@example.com`,
  'idn-email': index => `person${index || ''}@example.com`,
  hostname: index => `host${index || ''}.example.com`,
  'idn-hostname': index => `host${index || ''}.example.com`,
  ipv4: index => `192.0.2.${(index % 250) + 1}`,
  ipv6: index => `2001:db8::${(index % 250) + 1}`,
  uri: index => `https://example.com/${index || ''}`,
  'uri-reference': index => `/${index || ''}`,
  'uri-template': () => 'https://example.com/{id}',
  iri: index => `https://example.com/${index || ''}`,
  url: index => `https://example.com/${index || ''}`,
  uuid: index => `3f2b8c1e-5d4a-4e6f-8a7b-${String(index).padStart(12, '0')}`,
  'json-pointer': index => `/items/${index}`,
  'relative-json-pointer': index => `${index}/name`,
  regex: () => '^[a-z]+$',
  byte: () => 'c3RyaW5n',
  password: () => 'correct-horse',
};

/** Longer texts help nobody in an example, whatever the document asks for. */
const mostCharacters = 10_000;

export function sampleString(schema: OpenAPIV3_1.SchemaObject, index: number): string {
  const { format, pattern, minLength = 0, maxLength = mostCharacters } = schema;
  if (typeof pattern === 'string') {
    const text = samplePattern(pattern, minLength, maxLength);
    if (text !== undefined) return text;
  }
  const made = format !== undefined && Object.hasOwn(formats, format) ? formats[format]?.(index) : undefined;
  if (made !== undefined && made.length >= minLength && made.length <= maxLength) return made;
  const text = index === 0 ? 'string' : `string${index}`;
  const least = Math.min(minLength, mostCharacters);
  const long = text.length < least ? text.padEnd(least, 'string') : text;
  // What makes it differ is at its end.
  return maxLength < long.length ? long.slice(long.length - maxLength) : long;
}
