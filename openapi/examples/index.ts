export type { ExampleBody, Part } from './example-body.ts';
export { type ExampleRequest, exampleRequest } from './example-request.ts';
