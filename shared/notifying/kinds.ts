import { errorRate, firstProductionCall, noCalls } from './call-kinds.ts';
import {
  keyInUrl,
  keyRegenerated,
  keySwitched,
  oldKeyEnds,
  ownerNote,
  permissionsChanged,
} from './key-kinds.ts';
import type { Kind } from './kind.ts';
import { invitationAccepted, mailFailed } from './owner-kinds.ts';

/** Every kind of notification, by the name that rows and rules store; in the order in which they are offered. */
export const kinds = {
  key_switched: keySwitched,
  key_regenerated: keyRegenerated,
  permissions_changed: permissionsChanged,
  old_key_ends: oldKeyEnds,
  owner_note: ownerNote,
  error_rate: errorRate,
  first_production_call: firstProductionCall,
  no_calls: noCalls,
  key_in_url: keyInUrl,
  invitation_accepted: invitationAccepted,
  mail_failed: mailFailed,
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

/** What a newer version stored may be unknown here. */
export const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name);

export const kindOf = (name: KindName): Kind => kinds[name];

/** Those that a collaborator can be assigned: its own, as far as anything can cause them. */
export const assignableKinds = kindNames.filter(name => {
  const { audience, waitsFor } = kindOf(name);
  return audience === 'collaborator' && waitsFor === undefined;
});
