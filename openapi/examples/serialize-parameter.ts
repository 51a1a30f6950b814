import type { Parameter } from '../operation-parts.ts';
import { recordOf } from '../schema-shape.ts';

type Encode = (text: string) => string;

/** RFC 3986, 2.3: everything but unreserved characters is encoded, so that no client rewrites it. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `allowReserved` leaves RFC 3986's reserved characters as they are, but those that would end the query or the pair. */
function encodeGently(text: string): string {
  return encodeStrictly(text).replace(/%(2F|3A|3F|40|2C|3B|24)/g, escaped => decodeURIComponent(escaped));
}

/** One path parameter's text in place of `{name}` (OpenAPI 3.1, "Style Values"; RFC 6570). */
export function pathText({ name, style, explode }: Parameter, value: unknown): string {
  const [prefix, separator] = { label: ['.', '.'], matrix: [';', ';'] }[style] ?? ['', ','];
  if (style === 'matrix') {
    const key = encodeStrictly(name);
    if (explode && isComposite(value))
      return (
        prefix +
        pairs(key, value)
          .map(pair => pair.join('='))
          .join(separator)
      );
    return `${prefix}${key}=${flat(value, encodeStrictly, false).join(',')}`;
  }
  return prefix + flat(value, encodeStrictly, explode).join(explode ? separator : ',');
}

/** A query or cookie parameter as encoded pairs. */
export function queryPairs(parameter: Parameter, value: unknown): string[] {
  const { name, style, explode, allowReserved } = parameter;
  const encode: Encode = allowReserved ? encodeGently : encodeStrictly;
  const key = encodeStrictly(name);
  if (style === 'deepObject' && typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([field, part]) =>
      (Array.isArray(part) ? part : [part]).map(
        one => `${key}%5B${encodeStrictly(field)}%5D=${encode(plain(one))}`,
      ),
    );
  }
  if (explode && isComposite(value)) return pairs(key, value, encode).map(pair => pair.join('='));
  const separator = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style] ?? ',';
  return [`${key}=${flat(value, encode, false).join(separator)}`];
}

/** A header parameter's value; headers are not percent-encoded (OpenAPI 3.1.1, "Style Values"). */
export function headerText({ explode }: Pick<Parameter, 'explode'>, value: unknown): string {
  return fieldValue(flat(value, text => text, explode).join(','));
}

/**
 * A text that a header field can carry (RFC 9110, 5.5) and no client changes: what is not printable ASCII, and blanks at
 * either end, are percent-encoded as UTF-8.
 */
export function fieldValue(text: string): string {
  return text.toWellFormed().replace(/^[ \t]+|[ \t]+$|[^\t\x20-\x7e]+/g, part => encodeURIComponent(part));
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pairs(key: string, value: object, encode: Encode = encodeStrictly): [string, string][] {
  if (Array.isArray(value)) return value.map(item => [key, encode(plain(item))]);
  return Object.entries(value).map(([field, part]) => [encodeStrictly(field), encode(plain(part))]);
}

/** The parts of a value; an object's are `name=value` when exploded, else name and value in turn. */
function flat(value: unknown, encode: Encode, explode: boolean): string[] {
  if (Array.isArray(value)) return value.map(item => encode(plain(item)));
  if (!isComposite(value)) return [encode(plain(value))];
  return Object.entries(recordOf(value)).flatMap(([field, part]) =>
    explode ? [`${encode(field)}=${encode(plain(part))}`] : [encode(field), encode(plain(part))],
  );
}

/** How one value is written outside of JSON. What has no such form (an object inside of an object) is written as JSON. */
export function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}
