import type { AuditEventView, AuditFacts } from './audit/index.ts';
import { environmentLabels, isEnvironment } from './environment.ts';
import { type Permission, permissionLabels } from './permissions/index.ts';

type Told = Pick<AuditEventView, 'before' | 'after'> & { action: string };

const titles: Readonly<Record<AuditEventView['action'], string>> = {
  'endpoint.created': 'Endpoint added',
  'endpoint.document_saved': 'Document saved',
  'endpoint.upstream_saved': 'Upstream saved',
  'endpoint.deployed': 'Deployed',
  'endpoint.handling_saved': 'Handling saved',
  'endpoint.retention_saved': 'Retention of call records saved',
  'endpoint.owners_saved': 'Owners changed',
  'endpoint.origins_saved': 'Allowed origins saved',
  'endpoint.headers_saved': 'Upstream headers changed',
  'endpoint.deleted': 'Endpoint deleted',
  'key.created': 'Key added',
  'key.details_saved': 'Key renamed or described',
  'key.switched': 'Switched',
  'key.paused': 'Paused',
  'key.pause_ended': 'Pause ended, switched on',
  'key.regenerated': 'Key regenerated',
  'key.overlap_ended': 'Old key ended',
  'key.permissions_saved': 'Permissions saved',
  'key.revealed': 'Key shown',
  'key.copied': 'Key copied',
  'key.viewed_as_collaborator': 'Looked at as a collaborator',
  'key.deleted': 'Key deleted',
  'key.cut_off': 'Cut off completely',
  'invitation.sent': 'Invited',
  'invitation.resent': 'Invited again',
  'invitation.revoked': 'Invitation revoked',
  'invitation.accepted': 'Invitation accepted',
  'invitation.access_revoked': 'Access revoked',
  'notifications.assigned': 'Notifications assigned',
  'key.people_told': 'Told the partner',
  'request.asked': 'Asked for',
  'request.approved': 'Request approved',
  'request.declined': 'Request declined',
  'request.withdrawn': 'Request withdrawn',
};

/** What was done. An action that a newer version wrote is shown by its own name. */
export function activityInWords({ action, after }: Told): string {
  if (action === 'key.switched' && typeof after?.active === 'boolean') {
    return after.active ? 'Switched on' : 'Switched off';
  }
  return Object.hasOwn(titles, action) ? titles[action as AuditEventView['action']] : action;
}

/** What that changed, where the title does not say it already. */
export function changesInWords({ action, before = {}, after = {} }: Told): string {
  switch (action) {
    case 'key.created':
      return permissionsHeld(after.permissions);
    case 'key.switched':
      if (before.paused === true) return 'was off for a time';
      return before.active === after.active ? `was ${after.active === true ? 'on' : 'off'} already` : '';
    case 'key.paused':
      return `off for ${String(after.for ?? 'a time')}`;
    case 'key.pause_ended':
      return '';
    case 'key.permissions_saved':
      return permissionsChanged(before.permissions, after.permissions);
    case 'key.revealed':
    case 'key.copied':
      return String(after.key ?? '');
    case 'key.deleted':
      return '';
    case 'request.asked':
    case 'request.approved':
    case 'request.declined':
    case 'request.withdrawn':
      return wished(after);
    default:
      return fieldsChanged(before, after);
  }
}

const labels: Readonly<Record<string, string>> = {
  text: 'Text',
  name: 'Name',
  description: 'Description',
  slug: 'Address name',
  revision: 'Revision',
  upstream: 'Upstream',
  mock: 'Mock from document',
  strict: 'Strict',
  owners: 'Owners',
  origins: 'Origins',
  headers: 'Headers',
  replaced: 'New value of',
  days: 'Days',
  address: 'Address',
  page: 'Page',
  kinds: 'Kinds',
  ...environmentLabels,
  key: 'Key',
  keep: 'Old key kept for',
};

/** "Delete (DELETE) in Production: Orders are never deleted." */
function wished({ environment, permission, note }: AuditFacts): string {
  const labels: Readonly<Record<string, string>> = permissionLabels;
  const wish =
    typeof environment === 'string' && isEnvironment(environment) && typeof permission === 'string'
      ? `${labels[permission] ?? permission} in ${environmentLabels[environment]}`
      : 'Deploy to Production';
  return typeof note === 'string' && note !== '' ? `${wish}: ${note}` : wish;
}

/** "Name: Acme → Acme Corp", for each field that differs. */
function fieldsChanged(before: AuditFacts, after: AuditFacts): string {
  return Object.keys({ ...before, ...after })
    .filter(field => factInWords(before[field]) !== factInWords(after[field]))
    .map(field => {
      const [old, fresh] = [before[field], after[field]].map(factInWords);
      const label = Object.hasOwn(labels, field) ? labels[field] : field;
      return old === undefined ? `${label}: ${fresh}` : `${label}: ${old} → ${fresh ?? 'none'}`;
    })
    .join(' · ');
}

function factInWords(fact: AuditFacts[string] | undefined): string | undefined {
  if (fact === undefined || fact === null) return undefined;
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'string' || typeof fact === 'number') return fact === '' ? 'empty' : String(fact);
  return fact.length === 0 ? 'none' : fact.join(', ');
}

/** In reading order. The domain's list would do, but a record may hold a word that only a newer version knows. */
const order: readonly Permission[] = ['create', 'read', 'update', 'delete'];

const listOf = (fact: AuditFacts[string] | undefined): string[] =>
  Array.isArray(fact) ? order.filter(permission => fact.includes(permission)) : [];

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function permissionsHeld(fact: AuditFacts[string] | undefined): string {
  const held = listOf(fact);
  return held.length === 0 ? 'no permission' : held.map(capital).join(', ');
}

/** "Update off, Delete off", as beside the Save button. */
function permissionsChanged(
  before: AuditFacts[string] | undefined,
  after: AuditFacts[string] | undefined,
): string {
  const [old, fresh] = [listOf(before), listOf(after)];
  const changed = order.filter(permission => old.includes(permission) !== fresh.includes(permission));
  if (changed.length === 0) return 'nothing changed';
  return changed
    .map(permission => `${capital(permission)} ${fresh.includes(permission) ? 'on' : 'off'}`)
    .join(', ');
}
