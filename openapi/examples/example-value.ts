import type { ApiDocument } from '../api-document.ts';
import { listOf, namesOf, numberOf, recordOf, type SchemaShape, schemaAt } from '../schema-shape.ts';
import { exampleNumber } from './example-number.ts';
import { exampleString } from './example-string.ts';
import { mergeSchemas, typesOf, withoutAllOf } from './merge-schemas.ts';

/** A request leaves out what only the server sets (`readOnly`), a response what only the client sends (`writeOnly`). */
export type Direction = 'request' | 'response';

/** Nothing fits here: a cycle, or a schema that no value satisfies. */
export const nothing = Symbol('nothing');

/** A document whose schemas fan out would grow without end: beyond this many values only what is required is made. */
const maxValues = 2_000;
const maxDepth = 24;
const maxOptionalDepth = 6;
const maxItems = 100;

/**
 * A value that fits the schema: its example, default or first choice where it has one, else one made from its rules.
 * The same schema always gives the same value. Cycles end at the first optional, nullable or empty place.
 * @returns `nothing` when there is none, or none was found
 */
export function exampleValue(document: ApiDocument, schema: unknown, direction: Direction): unknown {
  const maker = new Maker(document, direction);
  return maker.make(schema, 0);
}

class Maker {
  readonly #document: ApiDocument;
  readonly #hidden: 'readOnly' | 'writeOnly';
  /** The schemas that are being made right now, outermost first. */
  readonly #open = new Set<SchemaShape>();
  #made = 0;

  constructor(document: ApiDocument, direction: Direction) {
    this.#document = document;
    this.#hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  }

  make(node: unknown, variant: number): unknown {
    const schema = schemaAt(this.#document, node);
    this.#made += 1;
    if (schema === undefined || this.#made > maxValues * 4) return nothing;
    if (this.#open.has(schema) || this.#open.size > maxDepth)
      return typesOf(schema.type).includes('null') ? null : nothing;
    this.#open.add(schema);
    const value = this.#makeFrom(schema, variant);
    this.#open.delete(schema);
    return value;
  }

  #makeFrom(schema: SchemaShape, variant: number): unknown {
    const told = toldValue(schema, variant);
    if (told !== nothing) return told;
    const flat = withoutAllOf(this.#document, schema);
    if (flat === undefined) return nothing;
    const merged = flat === schema ? nothing : toldValue(flat, variant);
    return merged === nothing ? this.#fromChoices(flat, variant) : merged;
  }

  /** The first alternative that a value can be made of. */
  #fromChoices(schema: SchemaShape, variant: number): unknown {
    const { oneOf, anyOf, ...rest } = schema;
    const choices = listOf(oneOf ?? anyOf);
    if (choices.length === 0) return this.#fromType(schema, variant);
    const base = oneOf === undefined || anyOf === undefined ? rest : { ...rest, anyOf };
    for (const node of choices) {
      const choice = schemaAt(this.#document, node);
      if (choice === undefined || this.#open.has(choice)) continue;
      this.#open.add(choice);
      const value = this.#makeFrom(mergeSchemas(choice, base), variant);
      this.#open.delete(choice);
      if (value !== nothing) return withDiscriminator(schema, node, value);
    }
    return nothing;
  }

  #fromType(schema: SchemaShape, variant: number): unknown {
    const types = typesOf(schema.type);
    const type = types.find(name => name !== 'null') ?? types[0] ?? impliedType(schema);
    const value = this.#ofType(type, schema, variant);
    return value === nothing && types.includes('null') ? null : value;
  }

  #ofType(type: string, schema: SchemaShape, variant: number): unknown {
    switch (type) {
      case 'object':
        return this.#object(schema);
      case 'array':
        return this.#array(schema);
      case 'integer':
      case 'number':
        return exampleNumber(schema, type === 'integer', variant) ?? nothing;
      case 'boolean':
        return variant % 2 === 0;
      case 'null':
        return null;
      default:
        return exampleString(schema, variant) ?? nothing;
    }
  }

  #object(schema: SchemaShape): unknown {
    const required = new Set(namesOf(schema.required));
    const properties = recordOf(schema.properties);
    const value: Record<string, unknown> = Object.create(null);
    for (const name of new Set([...Object.keys(properties), ...required])) {
      const known = Object.hasOwn(properties, name);
      const node = known ? properties[name] : (schema.additionalProperties ?? {});
      if (known && this.#isHidden(node)) continue;
      const isRequired = required.has(name);
      if (!isRequired && !this.#hasRoomFor(node)) continue;
      const part = this.make(node, 0);
      if (part !== nothing) value[name] = part;
      else if (isRequired) return nothing;
    }
    return this.#fill(schema, value);
  }

  /** Maps show one entry; others get as many more as they must have. */
  #fill(schema: SchemaShape, value: Record<string, unknown>): unknown {
    const { additionalProperties } = schema;
    const isMap = Object.keys(value).length === 0 && typeof additionalProperties === 'object';
    const least = Math.max(numberOf(schema.minProperties) ?? 0, isMap ? 1 : 0);
    const most = Math.min(numberOf(schema.maxProperties) ?? Infinity, maxItems);
    const required = new Set(namesOf(schema.required));
    for (const name of Object.keys(value).reverse()) {
      if (Object.keys(value).length > most && !required.has(name)) delete value[name];
    }
    for (let count = 0; Object.keys(value).length < Math.min(least, most) && count < maxItems; count++) {
      const part = additionalProperties === false ? nothing : this.make(additionalProperties, count);
      if (part === nothing) break;
      const name =
        schema.propertyNames === undefined ? `key${count + 1}` : this.make(schema.propertyNames, count);
      if (typeof name === 'string') value[name] = part;
    }
    return Object.keys(value).length < (numberOf(schema.minProperties) ?? 0) ? nothing : { ...value };
  }

  #array(schema: SchemaShape): unknown {
    const leading = listOf(schema.prefixItems);
    const least = numberOf(schema.minItems) ?? 0;
    const most = numberOf(schema.maxItems) ?? Infinity;
    const count = Math.min(Math.max(least, leading.length, 1), most, maxItems);
    const items: unknown[] = [];
    const seen = new Set<string>();
    for (let variant = 0; items.length < count && variant < count * 3; variant++) {
      const node =
        leading[items.length] ??
        (schema.contains !== undefined && items.length === leading.length ? schema.contains : schema.items);
      const item = this.make(node, schema.uniqueItems === true ? variant : 0);
      if (item === nothing) break;
      const text = JSON.stringify(item);
      if (schema.uniqueItems === true && seen.has(text)) continue;
      seen.add(text);
      items.push(item);
    }
    return items.length < least ? nothing : items;
  }

  #isHidden(node: unknown): boolean {
    return schemaAt(this.#document, node)?.[this.#hidden] === true;
  }

  #hasRoomFor(node: unknown): boolean {
    if (this.#open.size > maxOptionalDepth || this.#made > maxValues) return false;
    return schemaAt(this.#document, node)?.deprecated !== true;
  }
}

/** What the schema itself says a value looks like. */
function toldValue(schema: SchemaShape, variant: number): unknown {
  if (schema.const !== undefined) return schema.const;
  const told = [...listOf(schema.examples), ...listOf(schema.enum)];
  if (variant === 0) {
    if (schema.example !== undefined) return schema.example;
    if (listOf(schema.examples).length > 0) return told[0];
    if (schema.default !== undefined) return schema.default;
  }
  return told.length > 0 ? told[variant % told.length] : nothing;
}

function impliedType(schema: SchemaShape): string {
  const has = (...fields: string[]) => fields.some(field => schema[field] !== undefined);
  if (has('properties', 'required', 'additionalProperties', 'minProperties')) return 'object';
  if (has('items', 'prefixItems', 'minItems', 'contains')) return 'array';
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return 'number';
  return 'string';
}

/** OpenAPI 3.1, "Discriminator Object": the alternative is named by its mapping, else by the last part of its address. */
function withDiscriminator(schema: SchemaShape, node: unknown, value: unknown): unknown {
  const { propertyName, mapping } = recordOf(schema.discriminator);
  const ref = recordOf(node).$ref;
  if (
    typeof propertyName !== 'string' ||
    typeof ref !== 'string' ||
    typeof value !== 'object' ||
    value === null
  )
    return value;
  const mapped = Object.entries(recordOf(mapping)).find(
    ([, target]) => target === ref || `#/components/schemas/${String(target)}` === ref,
  );
  return { ...value, [propertyName]: mapped?.[0] ?? ref.slice(ref.lastIndexOf('/') + 1) };
}
