export type { ActivityKind } from './activity-kinds.ts';
export {
  type AuditAction,
  type AuditDocument,
  type AuditFacts,
  countEvents,
  recordAudit,
  wasRecorded,
} from './audit-event.ts';
export {
  type ActivityFilter,
  type AuditEventView,
  findAuditEvent,
  readAuditEvent,
  readAuditEvents,
} from './list-audit-events.ts';
export { type ConflictChange, versionConflict } from './version-conflict.ts';
