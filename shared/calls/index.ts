export { applyRetention } from './apply-retention.ts';
export { CallFeed, type FeedEvent } from './call-feed.ts';
export {
  type CallFilter,
  type CallFilterName,
  callFilterNames,
  type FilterFault,
  readCallFilter,
} from './call-filter.ts';
export { type ExportFormat, exportFormats } from './call-lines.ts';
export type { CallSubject } from './call-query.ts';
export {
  type CallBeginning,
  type CallDocument,
  type CallEnd,
  type CallRecord,
  callCollection,
} from './call-record.ts';
export { clearDirtyHours, type DirtyHour, listDirtyHours, markDirty } from './dirty-hours.ts';
export { exportCalls } from './export-calls.ts';
export { findCall } from './find-call.ts';
export { type CallPage, type CallView, findCalls, requireCalls } from './find-calls.ts';
export { type FailureGroup, groupFailures, hasFailures } from './group-failures.ts';
export { failureOf, type Inserted, insertCalls, insertRows } from './insert-calls.ts';
export { findKeptBody, type KeptBody, keepBody } from './kept-body.ts';
export { knownRetentions } from './known-retentions.ts';
export { countCalls, listCalls } from './list-calls.ts';
export { isRefused, matchesCall } from './match-call.ts';
export { type RecentUse, readRecentUse, type Use } from './recent-use.ts';
export { redactQuery } from './redact-query.ts';
export {
  beginningOf,
  idOf,
  putBeginning,
  readBeginning,
  roomForBeginning,
  type Stretch,
} from './rows/beginning.ts';
export { type HourMark, markOf } from './rows/hour-mark.ts';
export { RowBatch } from './rows/row-batch.ts';
export { isCallOfKey, summarizeCalls } from './summarize-calls.ts';
export { countFailures, firstCallOf, lastCallAt } from './watch-calls.ts';
