import type { ErrorObject } from 'ajv';
import { toPointer } from '../parsing/path-fault.ts';

/** What is wrong with a request, and where: `/body/items/0`, `/query/limit`, `/header/if-match`, `/path/orderId`. */
export type Problem = { pointer: string; message: string };

/** Ajv's findings in words, each at the place that a caller has to mend. */
export function toProblems(base: string, errors: readonly ErrorObject[]): Problem[] {
  return errors.map(error => ({
    pointer: `${base}${error.instancePath}${below(error)}`,
    message: wordsOf(error),
  }));
}

function below({ keyword, params }: ErrorObject): string {
  if (keyword === 'required') return toPointer([params.missingProperty]);
  if (keyword === 'additionalProperties') return toPointer([params.additionalProperty]);
  if (keyword === 'unevaluatedProperties') return toPointer([params.unevaluatedProperty]);
  return '';
}

function wordsOf({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here';
    case 'enum':
      return `must be one of ${list(params.allowedValues)}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`;
    case 'format':
      return `must be a valid ${params.format}`;
    default:
      return message ?? 'is not valid';
  }
}

function list(values: readonly unknown[]): string {
  const some = values.slice(0, 20).map(value => JSON.stringify(value));
  return values.length > some.length ? `${some.join(', ')} and others` : some.join(', ');
}
