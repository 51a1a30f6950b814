export { type AuditAction, type AuditFacts, recordAudit } from './audit-event.ts';
export { type AuditEventView, findAuditEvent, readAuditEvents } from './list-audit-events.ts';
export { versionConflict } from './version-conflict.ts';
