import type { Environment } from '../environment.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
import { findDocumentText, findOperations, type ListedOperation } from './endpoint-document.ts';
import { isDeployed } from './endpoint-view.ts';

/** What the newest document calls its operations. For rooms that have authorized the actor already. */
export async function findSandboxOperations(endpointId: string): Promise<ListedOperation[]> {
  const endpoint = await Endpoint.findById(endpointId, { 'sandbox.documentRevision': 1 }).lean<
    Pick<EndpointDocument, 'sandbox'>
  >();
  const revision = endpoint?.sandbox?.documentRevision;
  return revision === undefined ? [] : await findOperations(endpointId, revision);
}

/** The document of an environment, where one is deployed. For rooms that have authorized the actor already. */
export async function findDeployedDocument(
  endpointId: string,
  environment: Environment,
): Promise<{ revision: number; text: string } | undefined> {
  const endpoint = await Endpoint.findById(endpointId).lean<EndpointDocument>();
  const deployment = endpoint?.[environment];
  const revision = deployment?.documentRevision;
  if (deployment === undefined || revision === undefined || !isDeployed(deployment)) return undefined;
  const text = await findDocumentText(endpointId, revision);
  return text === undefined ? undefined : { revision, text };
}
