import { count } from './numbers.ts';

/** "2 accepted, 1 pending"; a dash where the domain does not count them. */
export function invitationsInWords(key: {
  id: string;
  invitations?: { accepted: number; pending: number };
}): string {
  const { invitations } = key;
  if (invitations === undefined) return '—';
  const { accepted, pending } = invitations;
  return accepted + pending === 0 ? 'none' : `${count(accepted)} accepted, ${count(pending)} pending`;
}
