import { keyIdsWithInvitation } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { containing, database } from '../database/index.ts';
import { type Environment, environments, requireOwnedEndpoint } from '../endpoints/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { foldName } from './key-state.ts';
import { type KeyView, toKeyView } from './key-view.ts';
import { withoutSecrets } from './list-keys.ts';

export type KeyOrder = 'created' | '-created' | 'name' | '-name';

/** What narrows a list of keys. */
export type KeyFilter = Partial<Record<Environment, 'active' | 'inactive'>> & {
  /** Any part of the name or the description, whatever its case. */
  text?: string;
  /** `pending`: somebody has not answered yet; `none`: nobody was invited, or everybody's way has ended. */
  invitations?: 'pending' | 'none';
};

export type KeyPage = {
  keys: KeyView[];
  /** Which page this is, from 1; the last one when a later one was asked for. */
  page: number;
  pages: number;
  /** How many match, and how many there are. */
  matching: number;
  all: number;
};

type KeyQuery = { endpointId: string; filter: KeyFilter; order: KeyOrder; page: number; size: number };

const sorts = {
  created: { createdAt: 1, _id: 1 },
  '-created': { createdAt: -1, _id: -1 },
  name: { nameFolded: 1, _id: 1 },
  '-name': { nameFolded: -1, _id: -1 },
} as const satisfies Record<KeyOrder, object>;

/** One page of the living keys of an endpoint. @throws DomainError `not_found` */
export async function findKeys(actor: Actor, query: KeyQuery): Promise<KeyPage> {
  const endpoint = await requireOwnedEndpoint(actor, query.endpointId);
  const living = livingKeysOf(endpoint.id);
  const conditions = await conditionsOf(endpoint.id, query.filter);
  const wanted = { $and: [living, ...conditions] };
  const asked = Math.max(1, Math.trunc(query.page) || 1);
  const idsOf = async (page: number) => await findIds(wanted, { ...query, page });
  const [all, some, found] = await Promise.all([
    countLiving(endpoint.id),
    conditions.length === 0 ? undefined : CollaborationKey.countDocuments(wanted),
    idsOf(asked),
  ]);
  const matching = some ?? all;
  const pages = Math.max(1, Math.ceil(matching / query.size));
  const page = Math.min(asked, pages);
  const keys = await readKeys(page === asked ? found : await idsOf(page));
  return { keys: keys.map(toKeyView), page, pages, matching, all };
}

/** Only ids, which an index gives without reading the keys of all the pages before. */
async function findIds(
  wanted: object,
  { order, page, size }: Pick<KeyQuery, 'order' | 'page' | 'size'>,
): Promise<string[]> {
  const found = await CollaborationKey.find(wanted, { _id: 1 })
    .sort(sorts[order])
    // No list is that long, and the database takes no larger number.
    .skip(Math.min((page - 1) * size, 2 ** 31 - 1))
    .limit(size)
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/** How many living keys an endpoint has. @throws DomainError `not_found` */
export async function countKeys(actor: Actor, endpointId: string): Promise<number> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  return await countLiving(endpoint.id);
}

/** By the `count` command, which adds up an index's entries without making documents of them: a quarter of the time. */
async function countLiving(endpointId: string): Promise<number> {
  const { name: count } = CollaborationKey.collection;
  const { n } = await database().command({ count, query: livingKeysOf(endpointId), hint: 'living' });
  return Number(n);
}

/** In the order of their ids; one that was deleted meanwhile is left out. */
async function readKeys(ids: readonly string[]): Promise<CollaborationKeyDocument[]> {
  const found = await CollaborationKey.find({ _id: { $in: ids } })
    .select(withoutSecrets)
    .lean<CollaborationKeyDocument[]>();
  const byId = new Map(found.map(key => [key._id, key]));
  return ids.flatMap(id => byId.get(id) ?? []).filter(({ deleted }) => deleted === undefined);
}

/** Says "not deleted" so that the indexes of living keys can tell by themselves: any text, not just "exists". */
const livingKeysOf = (endpointId: string) => ({ endpointId, 'sandbox.current.digest': { $gte: '' } });

async function conditionsOf(endpointId: string, { text = '', invitations, ...states }: KeyFilter) {
  const part = text.replace(/\p{C}/gu, ' ').trim();
  return [
    ...environments.flatMap(environment =>
      states[environment] === undefined
        ? []
        : [{ [`${environment}.active`]: states[environment] === 'active' }],
    ),
    ...(part === ''
      ? []
      : [{ $or: [{ nameFolded: containing(foldName(part)) }, { description: containing(part) }] }]),
    ...(invitations === 'pending'
      ? [{ _id: { $in: await keyIdsWithInvitation(endpointId, 'pending') } }]
      : []),
    ...(invitations === 'none' ? [{ _id: { $nin: await keyIdsWithInvitation(endpointId, 'live') } }] : []),
  ];
}
