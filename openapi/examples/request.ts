/** One file of a form. */
export type FilePart = { name: string; fileName: string; contentType: string };
export type FieldPart = { name: string; value: string };

export type RequestBody =
  | { kind: 'json'; contentType: string; text: string }
  | { kind: 'form'; contentType: string; fields: readonly FieldPart[] }
  | { kind: 'multipart'; parts: readonly (FieldPart | FilePart)[] }
  | { kind: 'text'; contentType: string; text: string }
  | { kind: 'binary'; contentType: string; fileName: string };

/** A request as it goes out, apart from the address in front of it and the key. */
export type ExampleRequest = {
  method: string;
  /** Begins with a slash; percent-encoded. */
  path: string;
  /** Percent-encoded, without the question mark; may be empty. */
  query: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: RequestBody;
};

export const isFile = (part: FieldPart | FilePart): part is FilePart => 'fileName' in part;
