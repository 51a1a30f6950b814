import { type Actor, accountOfSlackUser, actorOf, findAccount } from '@ck/shared/accounts';
import { readAuditEvent } from '@ck/shared/audit';
import { groupFailures } from '@ck/shared/calls';
import { requireOwnedEndpoint } from '@ck/shared/endpoints';
import { isDomainError } from '@ck/shared/errors';
import { nameKeys } from '@ck/shared/keys';
import { findSubscription } from '@ck/shared/notifications';
import { subscriptionId } from '@ck/shared/notifying';
import type { OutboxDocument } from '@ck/shared/outbox';
import { getRequest } from '@ck/shared/requests';
import type { Answer } from '../blocks/blocks.ts';
import { changeAnswer } from '../blocks/change-blocks.ts';
import { digestAnswer } from '../blocks/digest-blocks.ts';
import { requestBlocks, requestText } from '../blocks/request-blocks.ts';

export type Message = Answer & { requestId?: string };

export type Place = { teamId: string; channelId: string };

/** `T1:C1` */
export function placeOfRow({ to }: Pick<OutboxDocument, 'to'>): Place {
  const [teamId = '', channelId = ''] = to.split(':');
  return { teamId, channelId };
}

/**
 * What a row says, as it is now, with the eyes of whom it is told for: an owner's direct messages, or who subscribed a
 * channel. @returns undefined when there is nothing to say any more, or nobody who may know it
 */
export async function messageOfRow(row: OutboxDocument, portal: string): Promise<Message | undefined> {
  try {
    switch (row.kind) {
      case 'request':
      case 'request-decided':
        return await requestMessage(row, portal);
      case 'change':
        return await changeMessage(row, portal);
      case 'errors':
        return await digestMessage(row, portal);
      default:
        return undefined;
    }
  } catch (error) {
    if (isDomainError(error)) return undefined;
    throw error;
  }
}

const refOf = ({ refs }: OutboxDocument, name: string): string => String(refs[name] ?? '');

async function requestMessage(row: OutboxDocument, portal: string): Promise<Message | undefined> {
  const requestId = refOf(row, 'requestId');
  for (const actor of await readersOf(row, requestId)) {
    const request = await getRequest(actor, requestId);
    const endpoint = await requireOwnedEndpoint(actor, request.endpointId);
    return { text: requestText(request), blocks: requestBlocks(request, endpoint, portal), requestId };
  }
  return undefined;
}

/** In direct messages the person; in a channel who subscribed it to the endpoint of the request. */
async function readersOf(row: OutboxDocument, requestId: string): Promise<Actor[]> {
  const { teamId, channelId } = placeOfRow(row);
  const person = await accountOfSlackUser({ teamId, userId: channelId });
  if (person !== undefined) return [actorOf(person, 'slack')];
  const endpointId = await endpointOfRequest(requestId);
  if (endpointId === undefined) return [];
  return await subscriberOf(subscriptionId({ teamId, channelId, endpointId }));
}

async function endpointOfRequest(requestId: string): Promise<string | undefined> {
  const job: Actor = { kind: 'job', job: 'slack', surface: 'job' };
  return (await getRequest(job, requestId)).endpointId;
}

async function subscriberOf(id: string): Promise<Actor[]> {
  const subscription = await findSubscription(id);
  const account = subscription && (await findAccount(subscription.accountId));
  return account === undefined ? [] : [actorOf(account, 'slack')];
}

async function changeMessage(row: OutboxDocument, portal: string): Promise<Message | undefined> {
  const event = await readAuditEvent(refOf(row, 'eventId'));
  if (event === undefined) return undefined;
  const id = subscriptionId({ ...placeOfRow(row), endpointId: event.endpointId });
  for (const actor of await subscriberOf(id))
    return changeAnswer(event, await requireOwnedEndpoint(actor, event.endpointId), portal);
  return undefined;
}

async function digestMessage(row: OutboxDocument, portal: string): Promise<Message | undefined> {
  const subscription = await findSubscription(refOf(row, 'subscriptionId'));
  if (subscription === undefined) return undefined;
  const { endpointId } = subscription;
  const range = { from: new Date(refOf(row, 'from')), to: new Date(refOf(row, 'to')) };
  for (const actor of await subscriberOf(refOf(row, 'subscriptionId'))) {
    const endpoint = await requireOwnedEndpoint(actor, endpointId);
    const groups = await groupFailures(actor, { subject: { endpointId }, ...range });
    const names = await nameKeys(
      actor,
      endpointId,
      groups.map(({ keyId }) => keyId),
    );
    return groups.length === 0 ? undefined : digestAnswer({ endpoint, groups, names, ...range }, portal);
  }
  return undefined;
}
