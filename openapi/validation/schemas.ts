import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument } from '../api-document.ts';
import { type Problem, toProblems } from './problem.ts';
import { type Direction, requiredKeyword } from './required-keyword.ts';
import { safePattern } from './safe-pattern.ts';

type Thoroughness = 'every_fault' | 'first_fault';

type How = { direction: Direction; thoroughness: Thoroughness };

/** A schema that cannot be compiled, by its pointer in the document. */
export type Unusable = (pointer: string, error: unknown) => void;

const documentId = 'https://document.invalid/';
const mostProblems = 20;

/** The schemas of one document, compiled when they are first needed, by JSON pointer into the document. */
export class Schemas {
  readonly #document: ApiDocument;
  readonly #unusable: Unusable;
  readonly #compilers = new Map<string, Ajv2020>();
  readonly #compiled = new Map<string, ValidateFunction | undefined>();

  /** @param unusable is told of schemas that cannot be compiled: they say nothing then */
  constructor(document: ApiDocument, unusable: Unusable) {
    this.#document = document;
    this.#unusable = unusable;
  }

  /** @returns what is wrong with `value`; nothing where the schema cannot be compiled, since it says nothing then */
  check(pointer: string, value: unknown, at: How & { base: string }): Problem[] {
    const validate = this.#validator(pointer, at);
    if (validate === undefined || validate(value)) return [];
    return toProblems(at.base, validate.errors ?? []).slice(0, mostProblems);
  }

  #validator(pointer: string, how: How): ValidateFunction | undefined {
    const name = `${how.direction} ${how.thoroughness} ${pointer}`;
    if (!this.#compiled.has(name)) this.#compiled.set(name, this.#compile(pointer, how));
    return this.#compiled.get(name);
  }

  #compile(pointer: string, how: How): ValidateFunction | undefined {
    try {
      const fragment = pointer.split('/').map(encodeURIComponent).join('/');
      return this.#compiler(how).compile({ $ref: `${documentId}#${fragment}` });
    } catch (error) {
      this.#unusable(pointer, error);
      return undefined;
    }
  }

  #compiler({ direction, thoroughness }: How): Ajv2020 {
    const name = `${direction} ${thoroughness}`;
    const known = this.#compilers.get(name);
    if (known !== undefined) return known;
    const regExp = Object.assign((pattern: string) => safePattern(pattern), { code: 'safePattern' });
    const options: Options = {
      strict: false,
      // What the document says about itself was looked at when it was saved.
      validateSchema: false,
      allErrors: thoroughness === 'every_fault',
      logger: false,
      // 19.99 is a multiple of 0.01, whatever binary fractions make of it.
      multipleOfPrecision: 9,
      // A value has the properties that were sent, not those of every object.
      ownProperties: true,
      code: { regExp },
    };
    const compiler = new Ajv2020(options);
    // The thorough forms of some formats take more than linear time.
    addFormats.default(compiler, { mode: 'fast' });
    for (const keyword of ['nullable', 'required']) compiler.removeKeyword(keyword);
    compiler.addKeyword(requiredKeyword(this.#document, direction));
    compiler.addSchema({ $id: documentId, ...this.#document } as object);
    this.#compilers.set(name, compiler);
    return compiler;
  }
}
