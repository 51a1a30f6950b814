import { Invitation, type InvitationDocument } from '../access/index.ts';
import { findAccount } from '../accounts/index.ts';
import { type EndpointView, listEndpointsById } from '../endpoints/index.ts';
import { findKeyForMail } from '../keys/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { invitationToken } from './token.ts';

/** What the mail of an invitation says. */
export type InvitationMailFacts = {
  to: string;
  inviter: string;
  inviterEmail: string;
  endpoint: EndpointView['name'];
  description: string;
  sandbox: readonly Permission[];
  production: readonly Permission[];
  expiresAt: Date;
  token: string;
};

/** For the worker. @returns undefined when this sending was overtaken: accepted, revoked, sent again, expired, or its key is gone */
export async function invitationMailFacts(
  of: { invitationId: string; sending: number },
  mailSecret: VersionedSecret,
  now = new Date(),
): Promise<InvitationMailFacts | undefined> {
  const row = await Invitation.findById(of.invitationId).lean<InvitationDocument>();
  if (row === null || row.status !== 'pending' || row.sending !== of.sending) return undefined;
  if (row.expiresAt <= now) return undefined;
  const [key, endpoints, inviter] = await Promise.all([
    findKeyForMail(row.keyId),
    listEndpointsById([row.endpointId]),
    findAccount(row.invitedBy.accountId),
  ]);
  const endpoint = endpoints.get(row.endpointId);
  const token = invitationToken(mailSecret, { id: row._id, ...row });
  if (key === undefined || endpoint === undefined || token === undefined) return undefined;
  return {
    to: row.address,
    inviter: inviter?.name ?? row.invitedBy.email,
    inviterEmail: row.invitedBy.email,
    endpoint: endpoint.name,
    description: endpoint.description,
    sandbox: key.sandbox,
    production: key.production,
    expiresAt: row.expiresAt,
    token,
  };
}

/** Who would like a new link, to which key. */
export async function wantedFacts(of: {
  invitationId: string;
  sending: number;
}): Promise<{ address: string; endpoint: string; slug: string; keyId: string } | undefined> {
  const row = await Invitation.findById(of.invitationId).lean<InvitationDocument>();
  if (row === null || row.status !== 'pending' || row.sending !== of.sending) return undefined;
  const endpoint = (await listEndpointsById([row.endpointId])).get(row.endpointId);
  if (endpoint === undefined) return undefined;
  return { address: row.address, endpoint: endpoint.name, slug: endpoint.slug, keyId: row.keyId };
}
