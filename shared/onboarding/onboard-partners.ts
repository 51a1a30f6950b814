import type { Actor } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { isDomainError } from '../errors.ts';
import type { FenceOutcome } from '../fence/index.ts';
import { type InvitationMeans, type InviteResult, inviteCollaborators } from '../invitations/index.ts';
import { createKey, findTakenNames, type KeySecrets } from '../keys/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { PartnerLine } from './read-partners.ts';

/** What became of one line. */
export type PartnerResult = { line: number; name: string } & (
  | { outcome: 'added'; keyId: string; fence: FenceOutcome; invitations: InviteResult[] }
  | { outcome: 'refused'; message: string }
);

export type OnboardingMeans = { keySecrets: KeySecrets; invitation: InvitationMeans };

/** As many changes wait for the gateways at once; each waits for the same ones. */
const atOnce = 8;

/** The lines with the faults that only the endpoint can tell: names that are in use. @throws DomainError `not_found` */
export async function checkPartners(
  actor: Actor,
  { endpointId, lines }: { endpointId: string; lines: readonly PartnerLine[] },
): Promise<PartnerLine[]> {
  const taken = await findTakenNames(
    actor,
    endpointId,
    lines.map(({ name }) => name),
  );
  return lines.map(line =>
    taken.has(line.name)
      ? { ...line, faults: [...line.faults, 'A key of this endpoint has this name already.'] }
      : line,
  );
}

/**
 * Makes a key for each line without a fault, and invites its people: each line for itself, so that one that is refused
 * keeps no other from being done. Done twice, it refuses every line the second time, because the names are in use.
 * @throws DomainError `not_found`
 */
export async function onboardPartners(
  actor: Actor,
  form: { endpointId: string; lines: readonly PartnerLine[]; permissions: readonly Permission[] },
  means: OnboardingMeans,
): Promise<PartnerResult[]> {
  const endpoint = await requireOwnedEndpoint(actor, form.endpointId);
  const results: PartnerResult[] = [];
  const waiting = form.lines.entries();
  const work = async () => {
    for (const [index, line] of waiting) results[index] = await addKey(actor, endpoint.id, line, form, means);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // One after the other: invitations are counted against a limit.
  for (const [index, result] of results.entries())
    if (result.outcome === 'added')
      result.invitations = await invite(actor, result.keyId, form.lines[index]?.addresses ?? [], means);
  return results;
}

async function addKey(
  actor: Actor,
  endpointId: string,
  { line, name, description, permissions, faults }: PartnerLine,
  form: { permissions: readonly Permission[] },
  { keySecrets }: OnboardingMeans,
): Promise<PartnerResult> {
  const [fault] = faults;
  if (fault !== undefined) return { line, name, outcome: 'refused', message: fault };
  try {
    const key = { endpointId, name, description, permissions: permissions ?? form.permissions };
    const { id, fence } = await createKey(actor, key, keySecrets);
    return { line, name, outcome: 'added', keyId: id, fence, invitations: [] };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { line, name, outcome: 'refused', message: error.message };
  }
}

async function invite(
  actor: Actor,
  keyId: string,
  addresses: readonly string[],
  { invitation }: OnboardingMeans,
): Promise<InviteResult[]> {
  return addresses.length === 0 ? [] : await inviteCollaborators(actor, { keyId, addresses }, invitation);
}
