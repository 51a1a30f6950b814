import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument } from '../api-document.ts';
import type { Direction } from '../examples/example-value.ts';
import { safePattern } from '../safe-pattern.ts';
import { bundleSchema } from './bundle-schema.ts';

export type { ErrorObject };

/** The faults of a value, none when it fits. */
export type CheckValue = (value: unknown) => readonly ErrorObject[];

const all: CheckValue = () => [];

/**
 * Makes checks of schemas, each once and when it is first needed. Its time grows with the value only: patterns are RE2's,
 * and the items of a list are compared by their text. A fault is looked for first; all faults only where there is one.
 */
export class SchemaCompiler {
  readonly #document: ApiDocument;
  readonly #direction: Direction;
  readonly #first = makeAjv({ allErrors: false });
  readonly #all = makeAjv({ allErrors: true });
  readonly #checks = new WeakMap<object, CheckValue>();

  constructor(document: ApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  /** @param schema the very node of the document, by which its check is kept */
  checkOf(schema: unknown): CheckValue {
    if (typeof schema !== 'object' || schema === null) return all;
    let check = this.#checks.get(schema);
    if (check === undefined) {
      check = this.#compile(schema);
      this.#checks.set(schema, check);
    }
    return check;
  }

  #compile(schema: object): CheckValue {
    const bundle = bundleSchema(this.#document, schema, this.#direction);
    if (bundle === undefined) return all;
    try {
      const isRight = this.#first.compile(bundle);
      let tellAll: ReturnType<Ajv2020['compile']> | undefined;
      return value => {
        if (isRight(value)) return [];
        if (isLarge(value)) return isRight.errors ?? [];
        tellAll ??= this.#all.compile(bundle);
        tellAll(value);
        return tellAll.errors ?? isRight.errors ?? [];
      };
    } catch {
      // What ajv itself cannot compile is left unchecked, like a pattern that RE2 does not know.
      return all;
    }
  }
}

/** All faults of a large value would take more memory than the value. */
function isLarge(value: unknown): boolean {
  return JSON.stringify(value).length > 65_536;
}

function makeAjv({ allErrors }: { allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    validateSchema: false,
    validateFormats: true,
    inlineRefs: false,
    addUsedSchema: false,
    multipleOfPrecision: 9,
    logger: false,
    verbose: true,
    code: { regExp: Object.assign((pattern: string) => engineFor(pattern), { code: 'safePattern' }) },
  });
  addFormats.default(ajv);
  // ajv compares every item with every other: a list of 100,000 objects would hold the gateway for minutes.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (unique: boolean, items: unknown[]) =>
      !unique || new Set(items.map(canonical)).size === items.length,
  });
  return ajv;
}

/** `bundleSchema` lets only patterns through that have an engine. */
function engineFor(pattern: string) {
  const safe = safePattern(pattern);
  return { test: (text: string) => safe?.test(text) ?? true, toString: () => JSON.stringify(pattern) };
}

/** JSON with the names of each object in order: equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
