export { type AuditAction, type AuditFacts, recordAudit } from './audit-event.ts';
export { versionConflict } from './version-conflict.ts';
