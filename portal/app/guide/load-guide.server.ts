import type { ApiDocument } from '@ck/openapi/api-document';
import { exampleParameters, exampleRequest } from '@ck/openapi/examples';
import { listOperations, matchOperations } from '@ck/openapi/operations';
import { codeSample } from '@ck/openapi/samples';
import type { Actor } from '@ck/shared/accounts';
import { type CallView, findCall, findKeptBody } from '@ck/shared/calls';
import type { Environment } from '@ck/shared/endpoints';
import { notFound } from '@ck/shared/errors';
import type { SharedKey } from '@ck/shared/keys';
import { listRequestsOfKey } from '@ck/shared/requests';
import { companyOf } from '#app/companies.server.ts';
import { portalSettings } from '#app/config.server.ts';
import { environmentOf } from '#app/environment.ts';
import { chooseOperation, type GuideOperation, guideOperations } from './guide-operations.ts';
import { filledFrom } from './replay.ts';
import { type ReplayedBody, replayedBody } from './replayed-body.ts';
import { sampleNames, sampleOptions } from './samples.ts';
import { loadScopedDocument } from './scoped-document.server.ts';

/** All that the guide of a key says without a script: where, with what, and how the chosen operation is called. */
export async function loadGuide(actor: Actor, shared: SharedKey, url: URL) {
  const environment = environmentOf(url);
  const { key, endpoint } = shared;
  const requests = await listRequestsOfKey(actor, key.id);
  const address = `${portalSettings().gatewayUrl}/${endpoint.slug}`;
  const whose = { keyId: key.id, environment, held: key[environment].permissions, address };
  const document = await loadScopedDocument(actor, whose);
  const operations = document === undefined ? [] : guideOperations(document);
  const replayed = await replayedCall(actor, key.id, url.searchParams.get('call'), operations);
  const chosen = replayed?.operation ?? chooseOperation(operations, url.searchParams.get('operation'));
  const me = actor.kind === 'account' ? actor.accountId : '';
  const waiting = requests.filter(({ status }) => status === 'pending');
  const asked = { requests: requests.slice(0, 10), waiting, me };
  return {
    ...shared,
    ...asked,
    company: companyOf(shared),
    environment,
    address,
    operations,
    chosen,
    ...exampleOf(document, chosen, whose, replayed),
    replayed: await toldReplay(actor, document, replayed),
    /** A call is to be made again, and no operation of this document is it. */
    isReplayLost: replayed === undefined && url.searchParams.has('call'),
  };
}

export type LoadedGuide = Awaited<ReturnType<typeof loadGuide>>;

/** What the form begins with, and the same as code. */
function exampleOf(
  document: ApiDocument | undefined,
  chosen: ReturnType<typeof chooseOperation>,
  { address, environment }: { address: string; environment: Environment },
  replayed: Replayed | undefined,
): { parameters: Record<string, unknown>[]; samples: Record<string, string> } {
  const operation =
    document === undefined ? undefined : listOperations(document).find(({ id }) => id === chosen?.id);
  if (document === undefined || operation === undefined) return { parameters: [], samples: {} };
  const request = exampleRequest(document, operation);
  const options = sampleOptions(address, environment, chosen?.streams);
  const parameters = exampleParameters(document, operation);
  return {
    parameters: replayed === undefined ? parameters : filledFrom(replayed.call, parameters, replayed.params),
    samples: Object.fromEntries(sampleNames.map(name => [name, codeSample(name, request, options)])),
  };
}

/** Which call the form is filled in from, and what it has for a body. */
async function toldReplay(
  actor: Actor,
  document: ApiDocument | undefined,
  replayed: Replayed | undefined,
): Promise<{ id: string; at: Date; body: ReplayedBody } | undefined> {
  if (document === undefined || replayed === undefined) return undefined;
  const { call, operation } = replayed;
  const described = listOperations(document).find(({ id }) => id === operation.id);
  if (described === undefined) return undefined;
  const body = await replayedBody(document, described, await findKeptBody(actor, call.id));
  return { id: call.id, at: call.at, body };
}

type Replayed = { call: CallView; operation: GuideOperation; params: Readonly<Record<string, string>> };

/** A call of this key that is to be made again, where its operation is still in the document. */
async function replayedCall(
  actor: Actor,
  keyId: string,
  callId: string | null,
  operations: readonly GuideOperation[],
): Promise<Replayed | undefined> {
  if (callId === null) return undefined;
  const call = await findCall(actor, callId);
  if (call.keyId !== keyId) throw notFound('call');
  // The first part of its path is the endpoint's.
  const matched = matchOperations(operations)(call.method, call.path.replace(/^\/[^/]*/, '') || '/');
  return matched === undefined ? undefined : { call, ...matched };
}
