import type { OpenAPIV3_1 } from 'openapi-types';

/** The normal form that everything behind `parseDocument` works on: OpenAPI 3.1 with its local references in place. */
export type ApiDocument = OpenAPIV3_1.Document;

export type HttpMethod = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'trace';

/** One method and path of a document. `id` is its operationId, or one made of method and path. */
export type Operation = {
  id: string;
  method: HttpMethod;
  /** As in the document, with its `{parameters}`. */
  path: string;
  summary?: string;
  tags: readonly string[];
  deprecated: boolean;
};
