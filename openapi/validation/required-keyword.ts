import type { FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';

export type Direction = 'request' | 'answer';

/** `required`, but what only the other side sets is not missing on this one (OpenAPI 3.0, "readOnly"). */
export function requiredKeyword(document: ApiDocument, direction: Direction): FuncKeywordDefinition {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  return {
    keyword: 'required',
    type: 'object',
    schemaType: 'array',
    compile(names: string[], parent) {
      const wanted = names.filter(name => {
        const property = parent.properties?.[name];
        return (
          typeof property !== 'object' ||
          resolve<Record<string, unknown>>(document, property)?.[hidden] !== true
        );
      });
      const validate: SchemaValidateFunction = (value: object) => {
        const missing = wanted.filter(name => !Object.hasOwn(value, name));
        validate.errors = missing.map(missingProperty => ({
          keyword: 'required',
          params: { missingProperty },
        }));
        return missing.length === 0;
      };
      return validate;
    },
  };
}
