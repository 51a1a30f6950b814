import type { AuditEventView, AuditFacts } from '@ck/shared/audit';
import type { Permission } from '@ck/shared/permissions';

type Told = Pick<AuditEventView, 'before' | 'after'> & { action: string };

const titles: Readonly<Record<AuditEventView['action'], string>> = {
  'endpoint.created': 'Endpoint added',
  'endpoint.document_saved': 'Document saved',
  'endpoint.upstream_saved': 'Upstream saved',
  'endpoint.deployed': 'Deployed',
  'endpoint.handling_saved': 'Handling saved',
  'key.created': 'Key added',
  'key.details_saved': 'Key renamed or described',
  'key.switched': 'Switched',
  'key.regenerated': 'Key regenerated',
  'key.overlap_ended': 'Old key ended',
  'key.permissions_saved': 'Permissions saved',
  'key.revealed': 'Key shown',
  'key.copied': 'Key copied',
  'key.deleted': 'Key deleted',
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
      return before.active === after.active ? `was ${after.active === true ? 'on' : 'off'} already` : '';
    case 'key.permissions_saved':
      return permissionsChanged(before.permissions, after.permissions);
    case 'key.revealed':
    case 'key.copied':
      return String(after.key ?? '');
    case 'key.deleted':
      return '';
    default:
      return fieldsChanged(before, after);
  }
}

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  slug: 'Address name',
  revision: 'Revision',
  upstream: 'Upstream',
  mock: 'Mock from document',
  strict: 'Strict',
  key: 'Key',
  keep: 'Old key kept for',
};

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
