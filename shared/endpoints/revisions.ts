import { type Actor, findAccount } from '../accounts/index.ts';
import { notFound } from '../errors.ts';
import { Revision } from './endpoint-document.ts';
import { differencesOf, type RevisionDifference } from './preview-deployment.ts';
import { requireOwnedEndpoint } from './require-endpoint.ts';

/** One revision of an endpoint's document, without its text. */
export type RevisionView = {
  revision: number;
  title: string;
  operations: number;
  createdAt: Date;
  /** The address of who saved it. */
  createdBy: string;
};

const mostListed = 100;

/** The last 100 revisions of an endpoint's document, newest first. @throws DomainError `not_found` */
export async function listRevisions(actor: Actor, endpointId: string): Promise<RevisionView[]> {
  const { id } = await requireOwnedEndpoint(actor, endpointId);
  const found = await Revision.aggregate<RevisionView>([
    { $match: { endpointId: id } },
    { $sort: { revision: -1 } },
    { $limit: mostListed },
    {
      $project: {
        ...{ _id: 0, revision: 1, title: 1, createdAt: 1, createdBy: 1 },
        operations: { $size: { $ifNull: ['$operations', []] } },
      },
    },
  ]);
  const ids = [...new Set(found.map(({ createdBy }) => createdBy))];
  const emails = new Map(
    await Promise.all(ids.map(async each => [each, (await findAccount(each))?.email] as const)),
  );
  // A job has no account; its name is all there is.
  return found.map(each => ({ ...each, createdBy: emails.get(each.createdBy) ?? each.createdBy }));
}

/**
 * How one revision differs from an earlier one, operation by operation; from nothing where `from` is left out.
 * @throws DomainError `not_found` unless the actor owns the endpoint and it has both
 */
export async function compareRevisions(
  actor: Actor,
  form: { endpointId: string; from?: number; to: number },
): Promise<RevisionDifference> {
  const { id } = await requireOwnedEndpoint(actor, form.endpointId);
  const { from, to } = form;
  const wanted = [...new Set(from === undefined ? [to] : [from, to])];
  const found = await Revision.countDocuments({ _id: { $in: wanted.map(each => `${id}:${each}`) } });
  if (found !== wanted.length) throw notFound('revision');
  return { ...(from !== undefined && { from }), to, changes: await differencesOf(id, from, to) };
}
