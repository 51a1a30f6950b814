import type { Deployment, EndpointDocument } from './endpoint.ts';
import { defaultRetention } from './retention.ts';

export type DeploymentView = {
  deployed: boolean;
  /** The upstream's address; its headers are never shown. */
  upstream?: string;
  /** Answered from the document. */
  mock: boolean;
  /** Checked against the document before it is forwarded. */
  strict: boolean;
  documentRevision?: number;
  deployedAt?: Date;
};

export type EndpointView = {
  id: string;
  slug: string;
  name: string;
  description: string;
  version: number;
  createdAt: Date;
  ownerIds: string[];
  /** Origins that browsers may call from; none means any. */
  allowedOrigins: string[];
  /** Days that call records are kept. */
  retentionDays: number;
  sandbox: DeploymentView;
  production: DeploymentView;
};

export function isDeployed({ upstream, mock, documentRevision }: Deployment): boolean {
  return documentRevision !== undefined && (upstream !== undefined || mock === true);
}

/** Whether the sandbox has something that could be deployed to production. */
export function isBehind(sandbox: Deployment, production: Deployment): boolean {
  return sandbox.documentRevision !== undefined && sandbox.documentRevision !== production.documentRevision;
}

export function toEndpointView(endpoint: EndpointDocument): EndpointView {
  const { _id, slug, name, description, version, createdAt, ownerIds } = endpoint;
  return {
    id: _id,
    slug,
    name,
    description,
    version,
    createdAt,
    ownerIds: [...ownerIds],
    allowedOrigins: [...(endpoint.allowedOrigins ?? [])],
    retentionDays: (endpoint.retention ?? defaultRetention).days,
    sandbox: toDeploymentView(endpoint.sandbox),
    production: toDeploymentView(endpoint.production),
  };
}

function toDeploymentView(deployment: Deployment): DeploymentView {
  const { upstream, documentRevision, deployedAt, mock = false, strict = false } = deployment;
  return {
    deployed: isDeployed(deployment),
    mock,
    strict,
    ...(upstream !== undefined && { upstream: upstream.url }),
    ...(documentRevision !== undefined && { documentRevision }),
    ...(deployedAt !== undefined && { deployedAt }),
  };
}
