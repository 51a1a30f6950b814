export {
  type AnswerToCheck,
  type CallToCheck,
  compileValidator,
  type Validator,
} from './compile-validator.ts';
export type { Problem } from './problem.ts';
