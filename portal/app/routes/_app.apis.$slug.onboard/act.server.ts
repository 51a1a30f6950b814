import type { Actor } from '@ck/shared/accounts';
import {
  checkPartners,
  onboardPartners,
  type PartnerLine,
  type PartnerResult,
  readPartners,
} from '@ck/shared/onboarding';
import { allPermissions, type Permission, parsePermissions } from '@ck/shared/permissions';
import { data } from '@remix-run/node';
import { portalSettings } from '#app/config.server.ts';

/** What was entered, and how far it came: a list that cannot be read, lines to look at, or what became of them. */
export type Onboarding = { text: string; permissions: Permission[] } & (
  | { step: 'refused'; fault: string }
  | { step: 'preview'; lines: PartnerLine[] }
  | { step: 'done'; results: PartnerResult[] }
);

export async function onboard(actor: Actor, endpointId: string, form: FormData) {
  const text = String(form.get('list') ?? '');
  const permissions = parsePermissions(form.getAll('permissions').map(String)) ?? [...allPermissions];
  const entered = { text, permissions };
  const read = readPartners(text);
  if ('fault' in read)
    return data<Onboarding>({ ...entered, step: 'refused', fault: read.fault }, { status: 422 });
  const lines = await checkPartners(actor, { endpointId, lines: read.lines });
  if (form.get('intent') !== 'add') return data<Onboarding>({ ...entered, step: 'preview', lines });
  const { keySecrets, mailSecret } = portalSettings();
  const means = { keySecrets, invitation: { mailSecret } };
  const results = await onboardPartners(actor, { endpointId, lines, permissions }, means);
  return data<Onboarding>({ ...entered, step: 'done', results });
}
