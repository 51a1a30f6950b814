import { type Actor, mayPublish, type OwnerPolicy } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { inTransaction, isDuplicateKey, newId } from '../database/index.ts';
import { DomainError } from '../errors.ts';
import { type Fenced, fenceChange, insertMarked } from '../fence/index.ts';
import { readText } from '../text-field.ts';
import type { EndpointDocument } from './endpoint.ts';
import { addRevision, checkDocument } from './endpoint-document.ts';
import { readSlug, slugFromName } from './endpoint-slug.ts';
import { type EndpointView, toEndpointView } from './endpoint-view.ts';
import { makeUpstream, type UpstreamMeans } from './make-upstream.ts';

type EndpointForm = {
  name: string;
  slug?: string;
  description?: string;
  /** The OpenAPI document's text, JSON or YAML. */
  document: string;
  upstreams: { sandbox: string; production?: string };
  /** Sandbox is answered from the document; its upstream may then be empty. */
  mockSandbox?: boolean;
};

/**
 * Publishes an endpoint: its sandbox is deployed at once, its production when its owner deploys it.
 * @throws DomainError `forbidden`, `invalid`, `document_invalid`, `upstream_forbidden`, `slug_taken`
 */
export async function createEndpoint(
  actor: Actor,
  form: EndpointForm,
  means: UpstreamMeans & { ownerPolicy: OwnerPolicy },
): Promise<Fenced<EndpointView>> {
  if (actor.kind !== 'account' || !mayPublish(means.ownerPolicy, actor.email)) {
    throw new DomainError(
      'forbidden',
      'Your address may not publish APIs here. Ask the administrator to add it.',
    );
  }
  const endpoint = await makeEndpoint(actor, form, means);
  const read = await checkDocument(form.document);
  return await fenceChange({ kind: 'endpoint', id: endpoint._id }, async change => {
    await inTransaction(async session => {
      await insertMarked('endpoint', endpoint, change, session);
      const document = { endpointId: endpoint._id, revision: 1, text: form.document, ...read };
      await addRevision(actor, document, session);
      const after = { name: endpoint.name, slug: endpoint.slug, revision: 1 };
      const event = { action: 'endpoint.created', endpointId: endpoint._id, after, version: 1 } as const;
      await recordAudit(actor, { id: change, ...event }, session);
    }).catch(error => {
      if (!isDuplicateKey(error)) throw error;
      const message = `The address name "${endpoint.slug}" is taken. Choose another one.`;
      throw new DomainError('slug_taken', message, { field: 'slug' });
    });
    return toEndpointView(endpoint);
  });
}

async function makeEndpoint(
  actor: Actor & { kind: 'account' },
  form: EndpointForm,
  means: UpstreamMeans,
): Promise<EndpointDocument> {
  const _id = newId();
  const now = new Date();
  const name = readText(form.name, { field: 'name', label: 'The name', max: 80, required: true });
  const description = readText(form.description ?? '', {
    field: 'description',
    label: 'The description',
    max: 500,
    required: false,
    lines: true,
  });
  const slug = readSlug(form.slug === undefined || form.slug.trim() === '' ? slugFromName(name) : form.slug);
  const { sandbox, production = '' } = form.upstreams;
  const { mockSandbox = false } = form;
  const answers =
    mockSandbox && sandbox.trim() === ''
      ? {}
      : {
          upstream: await makeUpstream(
            { endpointId: _id, environment: 'sandbox', url: sandbox },
            means,
            'sandboxUpstream',
          ),
        };
  const later =
    production.trim() === ''
      ? {}
      : {
          upstream: await makeUpstream(
            { endpointId: _id, environment: 'production', url: production },
            means,
            'productionUpstream',
          ),
        };
  return {
    _id,
    slug,
    name,
    description,
    ownerIds: [actor.accountId],
    version: 1,
    sandbox: {
      ...answers,
      ...(mockSandbox && { mock: true }),
      documentRevision: 1,
      deployedAt: now,
      deployedBy: actor.accountId,
    },
    production: later,
    createdAt: now,
    createdBy: actor.accountId,
  };
}
