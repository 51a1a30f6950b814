import { diffDocuments, type OperationChange } from '@ck/openapi/operations';
import { parseDocumentApart } from '@ck/openapi/parsing';
import type { Actor } from '../accounts/index.ts';
import { findDocumentText } from './endpoint-document.ts';
import { requireOwnedEndpoint } from './require-endpoint.ts';

export type RevisionDifference = {
  /** Missing where nothing was deployed before. */
  from?: number;
  to: number;
  changes: OperationChange[];
};

/** Revisions never change, and neither do their differences. The oldest makes room. */
const known = new Map<string, Promise<OperationChange[]>>();
const mostKnown = 200;

/**
 * What a deployment to production would change, operation by operation, as far as a document can say.
 * @returns undefined when there is nothing to deploy
 * @throws DomainError `not_found` unless the actor owns the endpoint
 */
export async function previewDeployment(
  actor: Actor,
  endpointId: string,
): Promise<RevisionDifference | undefined> {
  const { id, sandbox, production } = await requireOwnedEndpoint(actor, endpointId);
  const [from, to] = [production.documentRevision, sandbox.documentRevision];
  if (to === undefined || to === from) return undefined;
  return { ...(from !== undefined && { from }), to, changes: await differencesOf(id, from, to) };
}

/** For whoever has authorized the actor on the endpoint. */
export function differencesOf(
  endpointId: string,
  from: number | undefined,
  to: number,
): Promise<OperationChange[]> {
  const name = `${endpointId}:${from ?? 0}:${to}`;
  const found = known.get(name) ?? compare(endpointId, from, to);
  known.set(name, found);
  found.catch(() => known.delete(name));
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return found;
}

async function compare(endpointId: string, from: number | undefined, to: number): Promise<OperationChange[]> {
  const [before, after] = await Promise.all([read(endpointId, from), read(endpointId, to)]);
  return diffDocuments(before ?? nothing, after ?? nothing);
}

const nothing = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} };

async function read(endpointId: string, revision: number | undefined) {
  if (revision === undefined) return undefined;
  const text = await findDocumentText(endpointId, revision);
  const parsed = text === undefined ? undefined : await parseDocumentApart(text);
  return parsed?.ok === true ? parsed.document : undefined;
}
