import { hasAccess } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { isCallOfKey } from '../calls/index.ts';
import { inTransaction, isDuplicateKey, newId } from '../database/index.ts';
import { type Environment, environmentLabels, listEndpointsById, ownerIdsOf } from '../endpoints/index.ts';
import { DomainError, notFound } from '../errors.ts';
import { getKey, type KeyView } from '../keys/index.ts';
import { tellChannelsOfRequest } from '../notifying/index.ts';
import { isPermission, type Permission, permissionLabels } from '../permissions/index.ts';
import { collectEvidence } from './evidence.ts';
import { AccessRequest, type RequestDocument, subjectOf, type Wish } from './request.ts';
import { type RequestView, toRequestView } from './request-view.ts';

const noteLength = 500;

type AskForm = { keyId: string; note?: string };

/**
 * A collaborator asks that what the sandbox has is deployed to production. What the key did in the sandbox during the
 * last 7 days goes with it.
 * @throws DomainError `not_found`, `invalid` when there is nothing to deploy, `already_pending`
 */
export async function requestProduction(actor: Actor, form: AskForm): Promise<RequestView> {
  const key = await requireCollaboration(actor, form.keyId);
  const endpoint = (await listEndpointsById([key.endpointId])).get(key.endpointId);
  if (endpoint === undefined) throw notFound('collaboration key');
  if (!endpoint.production.behind)
    throw new DomainError(
      'invalid',
      'Production already has what the sandbox has: there is nothing to deploy.',
    );
  return await ask(actor, key, { kind: 'production' }, 'sandbox', form);
}

/**
 * A collaborator asks for a permission that the key does not have.
 * @param form.callId the refused call that made them ask
 * @throws DomainError `not_found`, `invalid` when the key has it, `already_pending`
 */
export async function requestPermission(
  actor: Actor,
  form: AskForm & { environment: Environment; permission: Permission; callId?: string },
): Promise<RequestView> {
  const key = await requireCollaboration(actor, form.keyId);
  const { environment, permission, callId } = form;
  if (!Object.hasOwn(environmentLabels, environment) || !isPermission(permission))
    throw new DomainError('invalid', 'Choose among Create, Read, Update and Delete.', {
      field: 'permission',
    });
  if (key[environment].permissions.includes(permission)) {
    const words = `${permissionLabels[permission]} is allowed in ${environmentLabels[environment]} already.`;
    throw new DomainError('invalid', words, { field: 'permission' });
  }
  if (callId !== undefined && !(await isCallOfKey(key.id, callId))) throw notFound('call');
  return await ask(actor, key, { kind: 'permission', environment, permission }, environment, form);
}

/** Asking is for those who cannot decide: the owner switches and deploys. */
async function requireCollaboration(actor: Actor, keyId: string): Promise<KeyView> {
  const key = await getKey(actor, keyId);
  if (!(await hasAccess(actor, key.id))) throw notFound('collaboration key');
  return key;
}

async function ask(
  actor: Actor,
  key: KeyView,
  wish: Wish,
  environment: Environment,
  { note = '', callId }: AskForm & { callId?: string },
): Promise<RequestView> {
  if (actor.kind !== 'account') throw notFound('collaboration key');
  const request: RequestDocument = {
    _id: newId(),
    endpointId: key.endpointId,
    keyId: key.id,
    keyName: key.name,
    wish,
    subject: subjectOf(wish),
    note: checkedNote(note),
    ...(callId !== undefined && { callId: String(callId) }),
    status: 'pending',
    askedBy: { accountId: actor.accountId, email: actor.email },
    askedAt: new Date(),
    evidence: await collectEvidence(key.id, environment),
  };
  await inTransaction(async session => {
    await AccessRequest.create([request], { session });
    const { endpointId, keyId, keyName } = request;
    const event = { action: 'request.asked' as const, endpointId, keyId, keyName, after: factsOf(wish) };
    await recordAudit(actor, event, session);
    const ownerIds = await ownerIdsOf(endpointId, session);
    await tellChannelsOfRequest({ id: request._id, endpointId, ownerIds }, session);
  }).catch(async error => {
    if (!isDuplicateKey(error)) throw error;
    throw await alreadyPending(key.id, request.subject);
  });
  return toRequestView(request);
}

/** @throws DomainError `invalid` */
export function checkedNote(note: string): string {
  const text = String(note).trim();
  if (text.length <= noteLength) return text;
  throw new DomainError('invalid', `A note may have ${noteLength} characters.`, { field: 'note' });
}

/** A wish as the audit tells it. */
export function factsOf(wish: Wish): Record<string, string> {
  return wish.kind === 'production'
    ? { wish: wish.kind }
    : { wish: wish.kind, environment: wish.environment, permission: wish.permission };
}

async function alreadyPending(keyId: string, subject: string): Promise<DomainError> {
  const pending = await AccessRequest.findOne({ keyId, subject, status: 'pending' }).lean<RequestDocument>();
  const by = pending === null ? 'Somebody' : pending.askedBy.email;
  const details = pending === null ? {} : { request: toRequestView(pending) };
  return new DomainError(
    'already_pending',
    `${by} has asked for this already; the owner has not decided yet.`,
    {
      details,
    },
  );
}
