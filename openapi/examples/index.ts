export type { ExampleBody, Part } from './example-body.ts';
export { type ExampleRequest, exampleParameters, exampleRequest } from './example-request.ts';
