import type { AuditAction, AuditFacts } from '@ck/shared/audit';

const words: Readonly<Record<AuditAction, string>> = {
  'endpoint.created': 'Endpoint added',
  'endpoint.document_saved': 'Document saved',
  'endpoint.upstream_saved': 'Upstream saved',
  'endpoint.deployed': 'Deployed',
  'key.created': 'Key added',
  'key.details_saved': 'Key renamed or described',
  'key.switched': 'Switched',
  'key.regenerated': 'Key regenerated',
  'key.overlap_ended': 'Old key ended',
  'key.permissions_saved': 'Permissions saved',
  'key.revealed': 'Key shown',
  'key.copied': 'Key copied',
  'key.deleted': 'Key deleted',
};

/** An action that a newer version wrote is shown by its own name. */
export function activityInWords(action: string): string {
  return Object.hasOwn(words, action) ? words[action as AuditAction] : action;
}

/** "permissions: create, read → read", for each field that differs. */
export function changesInWords(before: AuditFacts = {}, after: AuditFacts = {}): string {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter(field => factInWords(before[field]) !== factInWords(after[field]))
    .map(field => {
      const [old, fresh] = [before[field], after[field]].map(factInWords);
      return old === undefined ? `${field}: ${fresh}` : `${field}: ${old} → ${fresh ?? 'none'}`;
    })
    .join(' · ');
}

function factInWords(fact: AuditFacts[string] | undefined): string | undefined {
  if (fact === undefined || fact === null) return undefined;
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'string' || typeof fact === 'number') return fact === '' ? 'empty' : String(fact);
  return fact.length === 0 ? 'none' : fact.join(', ');
}
