export type { HttpMethod, Operation } from '../api-document.ts';
export { answersWithStream } from './answers-with-stream.ts';
export {
  compileMatcher,
  type Finder,
  findOperation,
  type Matched,
  type Matcher,
  matchOperations,
} from './compile-matcher.ts';
export { diffDocuments, type OperationChange } from './diff-documents.ts';
export { listOperations } from './list-operations.ts';
export { notAllowedExtension, type Scope, scopeDocument } from './scope-document.ts';
