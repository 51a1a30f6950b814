export type { CallRecord } from './call-record.ts';
export { insertCalls } from './insert-calls.ts';
export { type CallView, countCalls, listCalls } from './list-calls.ts';
export { redactQuery } from './redact-query.ts';
export { isCallOfKey, summarizeCalls } from './summarize-calls.ts';
