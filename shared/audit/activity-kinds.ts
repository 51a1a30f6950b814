import type { AuditAction } from './audit-event.ts';

/** What people look for in the activity. */
export type ActivityKind =
  | 'endpoint'
  | 'keys'
  | 'switches'
  | 'permissions'
  | 'secrets'
  | 'people'
  | 'requests';

const kindOf: Readonly<Record<AuditAction, ActivityKind>> = {
  'endpoint.created': 'endpoint',
  'endpoint.document_saved': 'endpoint',
  'endpoint.upstream_saved': 'endpoint',
  'endpoint.deployed': 'endpoint',
  'endpoint.handling_saved': 'endpoint',
  'endpoint.retention_saved': 'endpoint',
  'endpoint.owners_saved': 'endpoint',
  'endpoint.origins_saved': 'endpoint',
  'endpoint.headers_saved': 'endpoint',
  'endpoint.deleted': 'endpoint',
  'key.created': 'keys',
  'key.details_saved': 'keys',
  'key.deleted': 'keys',
  'key.cut_off': 'keys',
  'key.switched': 'switches',
  'key.paused': 'switches',
  'key.pause_ended': 'switches',
  'key.permissions_saved': 'permissions',
  'key.regenerated': 'secrets',
  'key.overlap_ended': 'secrets',
  'key.revealed': 'secrets',
  'key.copied': 'secrets',
  'key.viewed_as_collaborator': 'people',
  'invitation.sent': 'people',
  'invitation.resent': 'people',
  'invitation.revoked': 'people',
  'invitation.accepted': 'people',
  'invitation.access_revoked': 'people',
  'notifications.assigned': 'people',
  'key.people_told': 'people',
  'request.asked': 'requests',
  'request.approved': 'requests',
  'request.declined': 'requests',
  'request.withdrawn': 'requests',
};

export function actionsOf(kind: ActivityKind): AuditAction[] {
  return (Object.keys(kindOf) as AuditAction[]).filter(action => kindOf[action] === kind);
}
