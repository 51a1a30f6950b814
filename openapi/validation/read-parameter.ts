import type { ApiDocument } from '../api-document.ts';
import { typesOf, withoutAllOf } from '../examples/merge-schemas.ts';
import type { Parameter } from '../operation-parts.ts';
import { listOf, recordOf, type SchemaShape, schemaAt } from '../schema-shape.ts';

/** A text that is no value of its parameter at all; told apart from a value that is only wrong. */
export type ReadValue = { value: unknown } | { message: string } | undefined;

const maxDepth = 8;

/** Percent-decoded, or as it is where its escapes are broken. */
export function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads texts by the schema that their value has to fit, as `serialize-parameter` writes them. */
export class ParameterReader {
  readonly #document: ApiDocument;

  constructor(document: ApiDocument) {
    this.#document = document;
  }

  /** One text that stands for the whole value: in a path, a header or a cookie. Not yet decoded. */
  readText(parameter: Parameter, text: string, decode: (text: string) => string): ReadValue {
    if (parameter.contentType !== undefined) return readJson(parameter.contentType, decode(text));
    const { style, explode, name } = parameter;
    const bare = style === 'label' ? text.slice(1) : style === 'matrix' ? text.replace(/^;/, '') : text;
    const separator = explode && style === 'label' ? '.' : explode && style === 'matrix' ? ';' : ',';
    const unnamed = style === 'matrix' && bare.startsWith(`${name}=`) ? bare.slice(name.length + 1) : bare;
    const kind = this.#shapeOf(parameter.schema);
    if (kind === 'object')
      return { value: this.#object(parameter, unnamed.split(separator), explode, decode) };
    if (kind === 'array') {
      const items = unnamed === '' ? [] : unnamed.split(separator);
      const bareItems =
        explode && style === 'matrix' ? items.map(item => item.replace(`${name}=`, '')) : items;
      return { value: bareItems.map(item => this.coerce(this.#itemsOf(parameter.schema), decode(item))) };
    }
    return { value: this.coerce(parameter.schema, decode(unnamed)) };
  }

  /** A query parameter, from all pairs of the query; undefined when it is not there. */
  readQuery(parameter: Parameter, pairs: readonly (readonly [string, string])[]): ReadValue {
    const { name, style, explode, schema, contentType } = parameter;
    const kind = contentType === undefined ? this.#shapeOf(schema) : 'plain';
    if (kind === 'object' && (style === 'deepObject' || explode)) return this.#spreadObject(parameter, pairs);
    const texts = pairs
      .filter(([key]) => key === name || (kind === 'array' && key === `${name}[]`))
      .map(([, text]) => text);
    const [first] = texts;
    if (first === undefined) return undefined;
    if (contentType !== undefined) return readJson(contentType, decodeQuery(first));
    if (kind === 'plain') return { value: this.coerce(schema, decodeQuery(first)) };
    const separator = { spaceDelimited: /%20|\+| /, pipeDelimited: /\||%7C/i }[style] ?? /,|%2C/i;
    if (kind === 'object')
      return { value: this.#object(parameter, first.split(separator), false, decodeQuery) };
    const items = explode || texts.length > 1 ? texts : first === '' ? [] : first.split(separator);
    return { value: items.map(item => this.coerce(this.#itemsOf(schema), decodeQuery(item))) };
  }

  /** A text as the type that its schema wants, where it is one: `"12"` is 12 to an integer. */
  coerce(schema: unknown, text: string): unknown {
    const types = this.#typesOf(schema, 0);
    if ((types.has('integer') || types.has('number')) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text))
      return Number(text);
    if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
    if (types.has('null') && !types.has('string') && (text === '' || text === 'null')) return null;
    return text;
  }

  /** A form's fields as the object that its schema describes. */
  readFields(schema: unknown, fields: readonly (readonly [string, string])[]): Record<string, unknown> {
    const properties = this.#propertiesOf(schema);
    const value: Record<string, unknown> = Object.create(null);
    for (const [name, text] of fields) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (this.#shapeOf(property) === 'array') {
        const items = Array.isArray(value[name]) ? value[name] : [];
        value[name] = [...items, this.#fieldValue(this.#itemsOf(property), text)];
      } else value[name] = this.#fieldValue(property, text);
    }
    return { ...value };
  }

  #fieldValue(schema: unknown, text: string): unknown {
    if (this.#shapeOf(schema) === 'plain') return this.coerce(schema, text);
    const read = readJson('application/json', text);
    return read !== undefined && 'value' in read ? read.value : text;
  }

  /** `deepObject` names its fields `filter[name]`; an exploded form takes its fields' own names. */
  #spreadObject(
    { name, style, schema }: Parameter,
    pairs: readonly (readonly [string, string])[],
  ): ReadValue {
    const properties = this.#propertiesOf(schema);
    const fields = pairs.flatMap(([key, text]): [string, string][] => {
      const field = style === 'deepObject' ? /^(.*)\[(.*)\]$/s.exec(key) : [key, name, key];
      const [, owner, at] = field ?? [];
      if (owner !== name || at === undefined || (style !== 'deepObject' && !Object.hasOwn(properties, at)))
        return [];
      return [[at, decodeQuery(text)]];
    });
    return fields.length === 0 ? undefined : { value: this.readFields(schema, fields) };
  }

  #object(
    { schema }: Parameter,
    parts: string[],
    explode: boolean,
    decode: (text: string) => string,
  ): Record<string, unknown> {
    const fields: [string, string][] = [];
    if (explode) {
      for (const part of parts) {
        const cut = part.indexOf('=');
        fields.push(cut < 0 ? [decode(part), ''] : [decode(part.slice(0, cut)), decode(part.slice(cut + 1))]);
      }
    } else
      for (let at = 0; at + 1 < parts.length; at += 2)
        fields.push([decode(parts[at] ?? ''), decode(parts[at + 1] ?? '')]);
    return this.readFields(schema, fields);
  }

  #flat(schema: unknown): SchemaShape {
    const found = schemaAt(this.#document, schema) ?? {};
    return withoutAllOf(this.#document, found) ?? found;
  }

  #shapeOf(schema: unknown): 'plain' | 'array' | 'object' {
    const types = this.#typesOf(schema, 0);
    if (types.has('array')) return 'array';
    const isObject =
      types.has('object') || (types.size === 0 && recordOf(this.#flat(schema)).properties !== undefined);
    return isObject ? 'object' : 'plain';
  }

  #itemsOf(schema: unknown): unknown {
    const flat = this.#flat(schema);
    if (flat.items !== undefined) return flat.items;
    const choice = [...listOf(flat.anyOf), ...listOf(flat.oneOf)].find(
      one => this.#flat(one).items !== undefined,
    );
    return choice === undefined ? undefined : this.#flat(choice).items;
  }

  #propertiesOf(schema: unknown): Readonly<Record<string, unknown>> {
    const flat = this.#flat(schema);
    const choices = [...listOf(flat.anyOf), ...listOf(flat.oneOf)].map(one =>
      recordOf(this.#flat(one).properties),
    );
    return Object.assign(Object.create(null), ...choices, recordOf(flat.properties));
  }

  /** Every type that the schema or one of its alternatives names. */
  #typesOf(schema: unknown, depth: number): Set<string> {
    const flat = this.#flat(schema);
    const types = new Set(typesOf(flat.type));
    for (const value of [flat.const, ...listOf(flat.enum)]) {
      if (value !== undefined) types.add(value === null ? 'null' : typeof value);
    }
    if (depth > maxDepth) return types;
    for (const choice of [...listOf(flat.anyOf), ...listOf(flat.oneOf)]) {
      for (const type of this.#typesOf(choice, depth + 1)) types.add(type);
    }
    return types;
  }
}

/** `+` is a blank in a query (WHATWG URL, "application/x-www-form-urlencoded"). */
export function decodeQuery(text: string): string {
  return decodeText(text.replaceAll('+', ' '));
}

function readJson(contentType: string, text: string): ReadValue {
  if (!/json$/i.test(contentType.split(';')[0] ?? '')) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { message: 'is not valid JSON' };
  }
}
