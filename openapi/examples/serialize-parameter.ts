import { percentEncode } from './percent-encode.ts';

export type ParameterStyle = {
  name: string;
  style: string;
  explode: boolean;
};

type Encode = (text: string) => string;
const plain: Encode = text => text;

/** A value as it stands in a path (OpenAPI 3.1, "Style Values": simple, label, matrix), percent-encoded. */
export function serializeInPath({ name, style, explode }: ParameterStyle, value: unknown): string {
  const parts = partsOf(value, percentEncode);
  if (style === 'label') return `.${join(parts, explode ? '.' : ',', explode)}`;
  if (style !== 'matrix') return join(parts, ',', explode);
  const named = percentEncode(name);
  if (parts.kind === 'one' || !explode) return `;${named}=${join(parts, ',', false)}`;
  if (parts.kind === 'list') return parts.items.map(item => `;${named}=${item}`).join('');
  return parts.pairs.map(([key, item]) => `;${key}=${item}`).join('');
}

/** A value as parts of a query (form, spaceDelimited, pipeDelimited, deepObject), percent-encoded, joined with "&". */
export function serializeInQuery({ name, style, explode }: ParameterStyle, value: unknown): string {
  const named = percentEncode(name);
  const parts = partsOf(value, percentEncode);
  if (style === 'deepObject' && parts.kind === 'pairs')
    return parts.pairs.map(([key, item]) => `${named}%5B${key}%5D=${item}`).join('&');
  const separator = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  if (parts.kind === 'one' || !explode) return `${named}=${join(parts, separator, false)}`;
  if (parts.kind === 'list') return parts.items.map(item => `${named}=${item}`).join('&');
  return parts.pairs.map(([key, item]) => `${key}=${item}`).join('&');
}

/** A value as a header (simple). What a header cannot carry is percent-encoded (RFC 9110, 5.5). */
export function serializeInHeader({ explode }: Pick<ParameterStyle, 'explode'>, value: unknown): string {
  return headerText(join(partsOf(value, plain), ',', explode));
}

export function headerText(text: string): string {
  return text.trim().replace(/[^\t\x20-\x7e]/gu, percentEncode);
}

type Parts =
  | { kind: 'one'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'pairs'; pairs: [string, string][] };

function partsOf(value: unknown, encode: Encode): Parts {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(item => encode(textOf(item))) };
  if (typeof value !== 'object' || value === null) return { kind: 'one', text: encode(textOf(value)) };
  return {
    kind: 'pairs',
    pairs: Object.entries(value).map(([key, item]) => [encode(key), encode(textOf(item))]),
  };
}

function join(parts: Parts, separator: string, explode: boolean): string {
  if (parts.kind === 'one') return parts.text;
  if (parts.kind === 'list') return parts.items.join(separator);
  return parts.pairs
    .map(([key, item]) => (explode ? `${key}=${item}` : `${key}${separator}${item}`))
    .join(separator);
}

/** Deeper values have no style of their own: they are sent as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
