import type { ApiDocument } from '../api-document.ts';
import type { Direction } from '../examples/example-value.ts';
import { isRecord } from '../parsing/is-record.ts';
import { resolve } from '../references.ts';
import { safePattern } from '../safe-pattern.ts';
import { namesOf, recordOf, schemaAt } from '../schema-shape.ts';

type Bundle = { $ref: string; $defs: Record<string, unknown> };
type Check = (value: unknown) => boolean;

/** A schema that reaches more than this is not checked: compiling it would hold everybody else up. */
const maxSchemas = 5_000;

const isNumber: Check = value => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = value => Number.isInteger(value) && Number(value) >= 0;
const isText: Check = value => typeof value === 'string';
const isFlag: Check = value => typeof value === 'boolean';
const isNames: Check = value => Array.isArray(value) && value.every(isText);

/** The keywords of JSON Schema 2020-12 that are checked, and what each must be. Others, and wrong ones, do nothing. */
const keywords: Readonly<Record<string, Check>> = {
  type: value => [value].flat().length > 0 && [value].flat().every(type => typeNames.includes(String(type))),
  const: () => true,
  enum: value => Array.isArray(value) && value.length > 0,
  format: isText,
  pattern: value => typeof value === 'string' && safePattern(value) !== undefined,
  multipleOf: value => isNumber(value) && Number(value) > 0,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isFlag,
  required: isNames,
};
const typeNames = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];

const oneSchema = [
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'not',
  'if',
  'then',
  'else',
];
const schemaLists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemaMaps = ['properties', 'patternProperties', 'dependentSchemas'];

/**
 * The schema and all that it reaches, as a JSON Schema that stands alone: references point into `$defs`, and what is
 * `readOnly` is not required of a request, nor `writeOnly` of a response. @returns undefined when it is too large
 */
export function bundleSchema(
  document: ApiDocument,
  schema: unknown,
  direction: Direction,
): Bundle | undefined {
  const bundler = new Bundler(document, direction);
  return bundler.bundle(schema);
}

class Bundler {
  readonly #document: ApiDocument;
  readonly #hidden: string;
  readonly #names = new Map<unknown, string>();
  readonly #waiting: unknown[] = [];

  constructor(document: ApiDocument, direction: Direction) {
    this.#document = document;
    this.#hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  }

  bundle(schema: unknown): Bundle | undefined {
    const root = this.#refer(schema);
    const $defs: Record<string, unknown> = {};
    for (let at = 0; at < this.#waiting.length; at++) {
      if (at > maxSchemas) return undefined;
      $defs[String(at)] = this.#write(this.#waiting[at]);
    }
    return isRecord(root) && typeof root.$ref === 'string'
      ? { $ref: root.$ref, $defs }
      : { $ref: '#/$defs/all', $defs: { all: root } };
  }

  /** Every schema object is written once, and pointed to. */
  #refer(node: unknown): unknown {
    if (!isRecord(node)) return node !== false;
    let name = this.#names.get(node);
    if (name === undefined) {
      name = String(this.#waiting.length);
      this.#names.set(node, name);
      this.#waiting.push(node);
    }
    return { $ref: `#/$defs/${name}` };
  }

  #write(node: unknown): unknown {
    const schema = recordOf(node);
    const written: Record<string, unknown> = {};
    if (typeof schema.$ref === 'string') {
      const target = resolve(this.#document, { $ref: schema.$ref });
      // A reference to nowhere, or round in circles, says nothing about a value.
      if (target !== undefined) written.$ref = recordOf(this.#refer(target)).$ref;
    }
    for (const [keyword, isRight] of Object.entries(keywords)) {
      if (schema[keyword] !== undefined && isRight(schema[keyword])) written[keyword] = schema[keyword];
    }
    for (const keyword of oneSchema) {
      if (schema[keyword] !== undefined) written[keyword] = this.#refer(schema[keyword]);
    }
    for (const keyword of schemaLists) {
      const list = schema[keyword];
      if (Array.isArray(list) && list.length > 0) written[keyword] = list.map(part => this.#refer(part));
    }
    for (const keyword of schemaMaps) {
      if (schema[keyword] !== undefined) written[keyword] = this.#map(keyword, recordOf(schema[keyword]));
    }
    if (isNames(schema.required)) written.required = this.#required(schema);
    return written;
  }

  #map(keyword: string, schemas: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const written: Record<string, unknown> = Object.create(null);
    for (const [name, schema] of Object.entries(schemas)) {
      if (keyword === 'patternProperties' && safePattern(name) === undefined) continue;
      written[name] = this.#refer(schema);
    }
    return written;
  }

  #required(schema: Readonly<Record<string, unknown>>): string[] {
    const properties = recordOf(schema.properties);
    return [...new Set(namesOf(schema.required))].filter(
      name =>
        !Object.hasOwn(properties, name) ||
        schemaAt(this.#document, properties[name])?.[this.#hidden] !== true,
    );
  }
}
