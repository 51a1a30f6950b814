export type { DocumentFault } from './document-fault.ts';
export { type DocumentSummary, inspectDocument, parseDocumentApart } from './parse-apart.ts';
export { type ParsedDocument, parseDocument } from './parse-document.ts';
