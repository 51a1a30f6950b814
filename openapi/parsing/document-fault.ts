/** What is wrong with a document, where, in words for the person who wrote it. `line` counts from 1. */
export type DocumentFault = { message: string; line?: number; path?: string };
