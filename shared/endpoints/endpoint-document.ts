import { inspectDocument } from '@ck/openapi/parsing';
import { type ClientSession, model, Schema } from 'mongoose';
import type { Actor } from '../accounts/index.ts';
import { DomainError, notFound } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

/** One revision of an endpoint's OpenAPI document; never changed once written. */
type RevisionDocument = {
  _id: string;
  endpointId: string;
  revision: number;
  text: string;
  title: string;
  /** What gateways name calls by, and people filter by, without reading the text again. */
  operations: ListedOperation[];
  createdAt: Date;
  createdBy: string;
};

export type ListedOperation = { id: string; method: string; path: string };
type ReadText = { title: string; operations: ListedOperation[] };

const schema = new Schema<RevisionDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    revision: { type: Number, required: true },
    text: { type: String, required: true },
    title: { type: String, required: true },
    operations: [{ _id: false, id: String, method: String, path: String }],
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
  },
  { collection: 'documents', versionKey: false },
);

schema.index({ endpointId: 1, revision: -1 });

export const Revision = model('Document', schema);

/** Large documents are read apart from this thread. @throws DomainError `document_invalid` with every fault and its line in `details.faults`. */
export async function checkDocument(text: string): Promise<ReadText> {
  const parsed = await inspectDocument(text);
  if (parsed.ok) return { title: parsed.title, operations: parsed.operations };
  const [first] = parsed.faults;
  const message = first?.line === undefined ? first?.message : `Line ${first.line}: ${first.message}`;
  throw new DomainError('document_invalid', message ?? 'The document could not be read.', {
    field: 'document',
    details: { faults: parsed.faults },
  });
}

/** Writes one revision, in the transaction of the change that points to it. */
export async function addRevision(
  actor: Actor,
  revision: { endpointId: string; revision: number; text: string } & ReadText,
  session: ClientSession,
): Promise<void> {
  const document: RevisionDocument = {
    _id: `${revision.endpointId}:${revision.revision}`,
    ...revision,
    createdAt: new Date(),
    createdBy: actor.kind === 'account' ? actor.accountId : actor.job,
  };
  await Revision.create([document], { session });
}

/** Saves a new revision of the document and deploys it to the sandbox. */
export async function saveDocument(
  actor: Actor,
  form: { endpointId: string; document: string; expectedVersion: number },
): Promise<Fenced<EndpointView>> {
  // Who may not change it must not make this machine read documents either.
  await findOwnedEndpoint(actor, form.endpointId);
  const read = await checkDocument(form.document);
  return await changeEndpoint(actor, form, async (endpoint, session) => {
    const newest = await Revision.findOne({ endpointId: endpoint._id })
      .sort({ revision: -1 })
      .session(session)
      .lean();
    const revision = (newest?.revision ?? 0) + 1;
    await addRevision(actor, { endpointId: endpoint._id, revision, text: form.document, ...read }, session);
    return {
      action: 'endpoint.document_saved',
      environment: 'sandbox',
      set: { 'sandbox.documentRevision': revision, 'sandbox.deployedAt': new Date() },
      before: { revision: endpoint.sandbox.documentRevision ?? null },
      after: { revision },
    };
  });
}

/** @throws DomainError `not_found` when the actor does not own the endpoint or it has no such revision. */
export async function getDocument(
  actor: Actor,
  endpointId: string,
  revision: number,
): Promise<{ revision: number; text: string; title: string; createdAt: Date }> {
  const endpoint = await findOwnedEndpoint(actor, endpointId);
  const found = await Revision.findById(`${endpoint._id}:${Number(revision)}`).lean();
  if (found === null) throw notFound('document');
  return { revision: found.revision, text: found.text, title: found.title, createdAt: found.createdAt };
}

/** What a revision's calls are named by. A revision never changes. */
export async function findOperations(endpointId: string, revision: number): Promise<ListedOperation[]> {
  const found = await Revision.findById(`${endpointId}:${revision}`, { operations: 1 }).lean();
  return found?.operations ?? [];
}

/** The text of a revision, for a gateway that answers and checks calls by it. A revision never changes. */
export async function findDocumentText(endpointId: string, revision: number): Promise<string | undefined> {
  const found = await Revision.findById(`${endpointId}:${revision}`, { text: 1 }).lean();
  return found?.text;
}
