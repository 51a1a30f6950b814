import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';

type Exemplified = Pick<OpenAPIV3_1.MediaTypeObject, 'example' | 'examples'>;

/** The example beside a schema, by name or the first; one that only points elsewhere is none. */
export function exampleOf(
  document: ApiDocument,
  beside: Exemplified,
  name?: string,
): { value: unknown } | undefined {
  if (name === undefined && beside.example !== undefined) return { value: beside.example };
  const examples = Object.entries(beside.examples ?? {});
  const wanted = name === undefined ? examples : examples.filter(([each]) => each === name);
  for (const [, each] of wanted) {
    const example = resolve<OpenAPIV3_1.ExampleObject>(document, each);
    if (example !== undefined && 'value' in example) return { value: example.value };
  }
  return undefined;
}
