export {
  compileValidator,
  type RequestToCheck,
  type ResponseToCheck,
  type Validator,
} from './compile-validator.ts';
export type { Problem } from './problem.ts';
