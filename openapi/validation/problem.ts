import type { ErrorObject } from './schema-compiler.ts';

/** One fault of a request or a response: where (RFC 6901, below `/path`, `/query`, `/header`, `/cookie`, `/body`), and what. */
export type Problem = { pointer: string; message: string };

const maxProblems = 20;
const maxWords = 200;
/** Sorting them out takes their square. */
const maxErrors = 500;

/** The faults of one value, in words, at most 20. */
export function toProblems(place: string, errors: readonly ErrorObject[]): Problem[] {
  const told = withoutRejectedAlternatives(errors.slice(0, maxErrors)).map(error => toProblem(place, error));
  const unique = new Map(told.map(problem => [`${problem.pointer} ${problem.message}`, problem]));
  return [...unique.values()].slice(0, maxProblems);
}

/** RFC 6901, section 3. */
export function pointerStep(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Of a value that fits no alternative, ajv tells every fault of every alternative. What lies deeper is what its sender
 * meant; where nothing does, that none fits is all there is to say.
 */
function withoutRejectedAlternatives(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let kept = [...errors];
  for (const choice of errors) {
    if (choice.keyword !== 'anyOf' && choice.keyword !== 'oneOf') continue;
    const isInside = (error: ErrorObject) =>
      error !== choice &&
      (error.instancePath === choice.instancePath ||
        error.instancePath.startsWith(`${choice.instancePath}/`));
    const isMeant = (error: ErrorObject) =>
      isInside(error) && (error.instancePath !== choice.instancePath || error.keyword === 'required');
    kept = kept.some(isMeant)
      ? kept.filter(error => error !== choice && (!isInside(error) || isMeant(error)))
      : kept.filter(error => !isInside(error));
  }
  return kept.length > 0 ? kept : errors.slice(0, 1);
}

function toProblem(place: string, error: ErrorObject): Problem {
  const { instancePath, params, keyword } = error;
  const below = `${place}${instancePath}`;
  const named = {
    required: params.missingProperty,
    additionalProperties: params.additionalProperty,
    unevaluatedProperties: params.unevaluatedProperty,
  }[keyword];
  const pointer = typeof named === 'string' ? below + pointerStep(named) : below;
  return { pointer, message: wordsFor(error).slice(0, maxWords) };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function wordsFor({ keyword, params, message = 'is not valid' }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type': {
      const types: string[] = [params.type].flat();
      return `must be ${types.map(type => typeWords[type] ?? type).join(' or ')}`;
    }
    case 'enum':
      return `must be one of ${[params.allowedValues]
        .flat()
        .map(value => JSON.stringify(value))
        .join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'format':
      return `must be a valid ${params.format}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'false schema':
      return 'is not allowed here';
    case 'uniqueItems':
      return 'must not hold the same item twice';
    case 'anyOf':
    case 'oneOf':
      return params.passingSchemas == null
        ? 'has none of the forms that are allowed here'
        : 'has several of the forms of which only one may fit';
    default:
      return message;
  }
}
