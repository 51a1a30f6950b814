export { exampleRequest } from './example-request.ts';
export type { ExampleRequest, FieldPart, FilePart, RequestBody } from './request.ts';
