export type { ExampleBody, Part } from './example-body.ts';
export {
  type ExampleRequest,
  exampleParameters,
  exampleRequest,
  requestBodyWith,
} from './example-request.ts';
